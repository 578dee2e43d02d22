using Cluster.Actors.Accounts;
using Cluster.Web.Api;

namespace Cluster.Web.Rooms;

/// <summary>A room names its moderators by account id, people by login name: turns one into the other.</summary>
internal static class Moderators
{
    /// <summary>Moderators a room may name.</summary>
    public const int Max = 100;

    /// <summary>The accounts of these login names; a refusal that names what nobody is called.</summary>
    public static async Task<(IReadOnlyList<AccountId>? Accounts, ApiAnswer? Refusal)> FindAsync(ControlPlane control, IReadOnlyList<string>? logins)
    {
        if (logins is null)
        {
            return (null, null);
        }

        if (logins.Count > Max)
        {
            return (null, ApiAnswer.BadRequest($"A room names at most {Max} moderators."));
        }

        List<AccountId> accounts = [];
        foreach (var login in logins)
        {
            if (await control.Accounts.FindAsync(login).ConfigureAwait(false) is not { } account)
            {
                return (null, new ApiAnswer.Refused(400, "account-unknown", $"Nobody here has the user name \"{Shown(login)}\"."));
            }

            if (!accounts.Contains(account))
            {
                accounts.Add(account);
            }
        }

        return (accounts, null);
    }

    /// <summary>Names and login names of these accounts; those that are gone are left out.</summary>
    public static async Task<IReadOnlyList<RoomModerator>> ShowAsync(ControlPlane control, IReadOnlyList<AccountId> accounts)
    {
        List<RoomModerator> moderators = [];
        foreach (var account in accounts)
        {
            if (await control.Accounts.ShowAsync(account).ConfigureAwait(false) is AccountReply.Shown { Summary: var summary })
            {
                moderators.Add(new RoomModerator(summary.Login, summary.Name));
            }
        }

        return moderators;
    }

    /// <summary>It was typed into a form; a page shows it again, shortened.</summary>
    private static string Shown(string login)
    {
        var clean = string.Concat(login.Where(c => !char.IsControl(c)).Take(64));
        return clean.Length < login.Length ? clean + "…" : clean;
    }
}
