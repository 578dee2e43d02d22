namespace Cluster.Web.Admin;

// The audit log as the admin API shows it. Times are Unix time in milliseconds.

/// <summary>One line: who did what to whom, when, from where. Names are looked up now: of whoever is gone there is only the id.</summary>
/// <param name="Id">What to ask for as <c>before</c> to get what came before it.</param>
/// <param name="ActorKind"><c>account</c>, <c>key</c>, <c>socket</c>, <c>participant</c> or <c>system</c>.</param>
/// <param name="Actor">Its id; empty for the socket.</param>
/// <param name="ActorName">Its login name, or the key's name; null: none, or gone.</param>
/// <param name="Act">The operation's name.</param>
/// <param name="Outcome"><c>done</c>, or the code of the refusal.</param>
/// <param name="TargetName">The target's login name, where it is an account that is there.</param>
/// <param name="From">The network's /24 or /48, or <c>socket</c>.</param>
public sealed record AdminAuditLine(
    string Id, long AtMs, string ActorKind, string Actor, string? ActorName, string Act, string Outcome, string Room, string Target, string? TargetName, string From, string Details);

/// <summary>Lines, the newest first; <paramref name="Next"/> is what to ask for as <c>before</c> when there are more.</summary>
public sealed record AdminAuditList(IReadOnlyList<AdminAuditLine> Lines, string? Next);
