using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace Cluster.Actors.Accounts;

/// <summary>One link as the journal knows it.</summary>
internal sealed record AccountLink(string Id, string SecretHash, LinkPurpose Purpose, long ExpiresAtMs, bool Used = false);

/// <summary>
/// An account's one-time links. Open ones are few: a sixth voids the oldest. Used and expired ones are remembered for
/// a while, so that whoever comes with one is told why it does not open, and then pruned.
/// </summary>
internal sealed record AccountLinks(ImmutableArray<AccountLink> All)
{
    /// <summary>Links that can be open at once.</summary>
    public const int OpenMax = 5;

    /// <summary>No links.</summary>
    public static readonly AccountLinks None = new([]);

    private const int SpentMax = 5;

    private static readonly long RememberedMs = (long)TimeSpan.FromDays(30).TotalMilliseconds;

    /// <summary>What lists show: those not used; whether they have expired is for the reader's clock to say.</summary>
    public IReadOnlyList<LinkSummary> Summaries => [.. All.Where(link => !link.Used).Select(link => new LinkSummary(link.Id, link.Purpose, link.ExpiresAtMs))];

    /// <summary>The link with this secret's hash, open or not, in a time that does not depend on where hashes differ.</summary>
    public AccountLink? Find(string secretHash) => All.FirstOrDefault(link =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(link.SecretHash), Encoding.UTF8.GetBytes(secretHash)));

    /// <summary>With one more.</summary>
    public AccountLinks Add(AccountLink link, long atMs)
    {
        var open = All.Where(each => !each.Used && each.ExpiresAtMs > atMs).TakeLast(OpenMax - 1);
        return new([.. Spent(atMs), .. open, link]);
    }

    /// <summary>After one was used: it is remembered as used, and the others are void.</summary>
    public AccountLinks Use(string id, long atMs) =>
        new([.. Spent(atMs).TakeLast(SpentMax - 1), .. All.Where(link => link.Id == id && !link.Used).Select(link => link with { Used = true })]);

    /// <summary>After all open ones were made void.</summary>
    public AccountLinks Void(long atMs) => new([.. Spent(atMs)]);

    /// <inheritdoc/>
    public bool Equals(AccountLinks? other) => other is not null && All.SequenceEqual(other.All);

    /// <inheritdoc/>
    public override int GetHashCode() => All.Length;

    private IEnumerable<AccountLink> Spent(long atMs) => All
        .Where(link => (link.Used || link.ExpiresAtMs <= atMs) && link.ExpiresAtMs + RememberedMs > atMs)
        .TakeLast(SpentMax);
}
