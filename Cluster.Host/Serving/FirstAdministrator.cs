using Cluster.Actors;
using Cluster.Actors.Accounts;
using Cluster.Actors.Audit;
using Microsoft.Extensions.DependencyInjection;

namespace Cluster.Host.Serving;

/// <summary>Makes the first administrator at a node's start, while there is none: an account without a password, and the link that sets it.</summary>
internal static class FirstAdministrator
{
    private const string Login = "admin";

    /// <summary>The note with the link; none where somebody administers the server already.</summary>
    public static async Task<IEnumerable<string>> NoteAsync(IServiceProvider control, bool wanted, string publicUrl)
    {
        var accounts = control.GetRequiredService<AccountDirectory>();
        if (!wanted || await accounts.HasAdminAsync().ConfigureAwait(false))
        {
            return [];
        }

        var lifetime = control.GetRequiredService<ActorsSettings>().InviteLifetime;
        // Of several nodes that start at once one makes it; the login may also be somebody's who is no administrator.
        if (await accounts.AddAsync(Login, "Administrator", AccountRole.Admin, lifetime).ConfigureAwait(false) is not AccountReply.Linked linked)
        {
            return ["Nobody administers this server: parley user role LOGIN admin makes somebody an administrator, for the page /ops."];
        }

        var audit = control.GetRequiredService<AuditLog>();
        audit.Write(new AuditEntry(audit.NowMs, new AuditActor(AuditActorKind.System), "addFirstAdministrator", Target: linked.Account.Value));
        return
        [
            $"Whoever opens this link first administers this server by its page /ops, as \"{Login}\": {publicUrl.TrimEnd('/')}/account/link#{linked.Link.Token}",
        ];
    }
}
