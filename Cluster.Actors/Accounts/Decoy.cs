using System.Security.Cryptography;
using System.Text;

namespace Cluster.Actors.Accounts;

/// <summary>
/// The account id that stands for a login name nobody has. The same name gives the same id as long as the process
/// lives, so that guesses at a name that does not exist are slowed exactly as guesses at one that does.
/// </summary>
internal static class Decoy
{
    private static readonly byte[] Secret = RandomNumberGenerator.GetBytes(32);

    /// <summary>Stands for all texts that cannot be a login name.</summary>
    public static readonly AccountId OfNoName = AccountId.Of(RandomNumberGenerator.GetBytes(16));

    /// <summary>The decoy's id.</summary>
    public static AccountId Of(AccountName login) =>
        AccountId.Of(HMACSHA256.HashData(Secret, Encoding.UTF8.GetBytes(login.Value)));
}
