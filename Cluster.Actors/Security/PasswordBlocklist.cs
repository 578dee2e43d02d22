using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Cluster.Actors.Text;

namespace Cluster.Actors.Security;

/// <summary>
/// Passwords nobody may have, from a file with one a line: compared whole and without regard to case. Millions fit,
/// because of each only 64 bits of its SHA-256 are kept.
/// </summary>
public sealed class PasswordBlocklist
{
    /// <summary>Bytes of a file at most.</summary>
    public const long FileBytesMax = 64L << 20;

    /// <summary>An empty list.</summary>
    public static readonly PasswordBlocklist None = new([]);

    private readonly ulong[] sorted;

    private PasswordBlocklist(ulong[] sorted) => this.sorted = sorted;

    /// <summary>How many it holds.</summary>
    public int Count => sorted.Length;

    /// <summary>Reads a file in UTF-8; lines that are shorter than any password may be are not kept.</summary>
    /// <param name="charsMin">Characters of the shortest password that is allowed.</param>
    /// <exception cref="IOException">The file cannot be read, or is larger than <see cref="FileBytesMax"/>.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static PasswordBlocklist Read(string path, int charsMin)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        if (file.Length > FileBytesMax)
        {
            throw new IOException($"it is larger than {FileBytesMax >> 20} MiB");
        }

        using var lines = new StreamReader(file, Encoding.UTF8);
        var kept = new HashSet<ulong>();
        while (lines.ReadLine() is { } line)
        {
            if (line.Length >= charsMin)
            {
                kept.Add(DigestOf(line));
            }
        }

        return new PasswordBlocklist([.. kept.Order()]);
    }

    /// <summary>Whether a password is in it.</summary>
    public bool Has(string password) => sorted.Length > 0 && Array.BinarySearch(sorted, DigestOf(password)) >= 0;

    private static ulong DigestOf(string text) => BinaryPrimitives.ReadUInt64BigEndian(
        SHA256.HashData(Encoding.UTF8.GetBytes(UnicodeText.Compose(text, NormalizationForm.FormC).ToLowerInvariant())));
}
