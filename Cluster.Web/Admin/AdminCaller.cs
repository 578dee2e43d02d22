using Cluster.Actors.Accounts;
using Cluster.Actors.Audit;
using Cluster.Actors.Keys;

namespace Cluster.Web.Admin;

/// <summary>Who calls the admin API, and what that lets them do.</summary>
/// <param name="Actor">As the audit log names it.</param>
/// <param name="Scopes">What it may do.</param>
/// <param name="From">Where it comes from: the network's /24 or /48, or <c>socket</c>.</param>
internal sealed record AdminCaller(AuditActor Actor, IReadOnlySet<AdminScope> Scopes, string From)
{
    private static readonly HashSet<AdminScope> s_everything = [.. Enum.GetValues<AdminScope>()];
    private static readonly HashSet<AdminScope> s_admin = [.. s_everything.Where(scope => scope != AdminScope.Socket)];
    private static readonly HashSet<AdminScope> s_operator = [AdminScope.Open, AdminScope.Read, AdminScope.Metrics];
    private static readonly HashSet<AdminScope> s_nothing = [AdminScope.Open];

    /// <summary>Who may use the socket may do everything.</summary>
    public static AdminCaller Socket { get; } = new(new AuditActor(AuditActorKind.Socket), s_everything, "socket");

    /// <summary>Nobody known.</summary>
    public static AdminCaller Anonymous(string from) => new(new AuditActor(AuditActorKind.System), s_nothing, from);

    /// <summary>Somebody who is signed in.</summary>
    public static AdminCaller Of(AccountIdentity account, string from) => new(
        new AuditActor(AuditActorKind.Account, account.Account.Value),
        account.Role switch
        {
            AccountRole.Admin => s_admin,
            AccountRole.Operator => s_operator,
            _ => s_nothing,
        },
        from);

    /// <summary>A program with a key.</summary>
    public static AdminCaller Of(ApiKey key, string from) => new(
        new AuditActor(AuditActorKind.Key, key.Id),
        key.Scopes.Select(AdminScopes.OfKey).OfType<AdminScope>().Append(AdminScope.Open).ToHashSet(),
        from);

    /// <summary>Whether it may do what asks for this scope.</summary>
    public bool May(AdminScope scope) => Scopes.Contains(scope);

    /// <summary>Whether it may make and change administrators: a key with the scope <c>users</c> could else make itself everything.</summary>
    public bool MayTouchAdmins => Actor.Kind != AuditActorKind.Key;
}
