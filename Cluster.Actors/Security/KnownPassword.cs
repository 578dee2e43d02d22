using System.Security.Cryptography;
using System.Text;

namespace Cluster.Actors.Security;

/// <summary>
/// A password that was checked once against its slow hash, kept in memory only as a keyed digest, so that the other
/// hundred people who come with it do not each cost a tenth of a second of processor time.
/// </summary>
/// <param name="Hash">The slow hash that it matched; with another hash this knows nothing.</param>
internal sealed record KnownPassword(string Hash, byte[] Digest)
{
    private static readonly byte[] Key = RandomNumberGenerator.GetBytes(32);

    /// <summary>Remembers a password that matched.</summary>
    public static KnownPassword Of(string hash, string password) => new(hash, DigestOf(password));

    /// <summary>Whether the password is right or wrong; null when the hash is another.</summary>
    public bool? Check(string hash, string password) =>
        hash == Hash ? CryptographicOperations.FixedTimeEquals(Digest, DigestOf(password)) : null;

    private static byte[] DigestOf(string password) => HMACSHA256.HashData(Key, Encoding.UTF8.GetBytes(password));
}
