using Cluster.Actors.Accounts;
using Cluster.Actors.Rooms;

namespace Cluster.Web.Admin;

/// <summary>Rooms know their moderators by account, people know them by login name: this goes between.</summary>
internal sealed class RoomModerators(AccountDirectory accounts)
{
    /// <summary>Moderators a room may name.</summary>
    private const int ModeratorsMax = 100;

    /// <summary>Who they are; an account that was removed is nobody any more.</summary>
    public async Task<IReadOnlyList<AdminModerator>> NamedAsync(IReadOnlyList<AccountId> moderators)
    {
        var shown = await Task.WhenAll(moderators.Select(accounts.ShowAsync)).ConfigureAwait(false);
        return [.. shown.OfType<AccountReply.Shown>().Select(reply => new AdminModerator(reply.Summary.Login, reply.Summary.Name)).OrderBy(each => each.Login, StringComparer.Ordinal)];
    }

    /// <summary>Who moderates after a change; null when it says nothing about that.</summary>
    public async Task<IReadOnlyList<AccountId>?> AfterAsync(AdminRoomPatch patch, Func<Task<RoomDetails>> room)
    {
        if (patch is { Moderators: null, AddModerators: null, RemoveModerators: null })
        {
            return null;
        }

        var after = patch.Moderators is { } all
            ? await FindAsync(all).ConfigureAwait(false)
            : [.. (await room().ConfigureAwait(false)).Moderators];
        after.UnionWith(await FindAsync(patch.AddModerators).ConfigureAwait(false));
        after.ExceptWith(await FindAsync(patch.RemoveModerators).ConfigureAwait(false));
        return after.Count <= ModeratorsMax ? [.. after] : throw AdminRefusal.BadRequest($"A room names at most {ModeratorsMax} moderators.");
    }

    private async Task<HashSet<AccountId>> FindAsync(IReadOnlyList<string>? logins)
    {
        if (logins?.Count > ModeratorsMax)
        {
            throw AdminRefusal.BadRequest($"A room names at most {ModeratorsMax} moderators.");
        }

        HashSet<AccountId> found = [];
        foreach (var login in logins ?? [])
        {
            found.Add(await accounts.FindAsync(login).ConfigureAwait(false)
                ?? throw new AdminRefusal("account-unknown", $"There is no account \"{login}\"."));
        }

        return found;
    }
}
