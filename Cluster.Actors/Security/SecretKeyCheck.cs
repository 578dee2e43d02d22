using System.Data.Common;
using Cluster.Actors.Storage;

namespace Cluster.Actors.Security;

/// <summary>
/// Sees at a start whether this node's key is the one that the others of its cluster seal with. The first to come leaves a
/// sealed word in the database; who cannot open it has another key, and people signed in at one node would be strangers
/// at the next.
/// </summary>
public sealed class SecretKeyCheck(SecretTable secrets, SecretBox box)
{
    private const string Kind = "key-check";
    private const string Id = "1";
    private const string Word = "parley";

    /// <summary>Whether this node's key opens what is in the database.</summary>
    /// <exception cref="DbException">The database does not answer.</exception>
    public async Task<bool> IsTheClustersAsync()
    {
        await secrets.AddAsync(Kind, Id, box.Protect(Word, Kind)).ConfigureAwait(false);
        return await FitsAsync().ConfigureAwait(false) == true;
    }

    /// <summary>The same without leaving a word; null: nobody has left one.</summary>
    /// <exception cref="DbException">The database does not answer.</exception>
    public async Task<bool?> FitsAsync() =>
        await secrets.GetAsync(Kind, Id).ConfigureAwait(false) is { } sealedWord ? box.Unprotect(sealedWord.Value, Kind) == Word : null;
}
