namespace Cluster.Actors.Audit;

/// <summary>One line of the audit log: who did what to whom, when, from where. Persons are ids only; names are resolved by whoever reads.</summary>
/// <param name="AtMs">Unix time in milliseconds.</param>
/// <param name="By">Who acted.</param>
/// <param name="Act">What: an operation of the admin API, or <c>removeParticipant</c> and the like of a moderator.</param>
/// <param name="Outcome"><c>done</c>, or the code of the refusal.</param>
/// <param name="Room">The room it was about; empty: none.</param>
/// <param name="Target">Whom or what it was about: an account's, participant's or key's id, a node's address, a setting's name; empty: nothing else.</param>
/// <param name="From">Where it came from: the network's /24 or /48, or <c>socket</c>.</param>
/// <param name="Details">What else is worth keeping, without names.</param>
public sealed record AuditEntry(
    long AtMs, AuditActor By, string Act, string Outcome = "done", string Room = "", string Target = "", string From = "", string Details = "");

/// <summary>Who acted. <paramref name="Id"/> is an account's, a key's or a participant's id; empty for whoever may use the node's own socket.</summary>
public sealed record AuditActor(AuditActorKind Kind, string Id = "");

/// <summary>Kinds of actor.</summary>
public enum AuditActorKind
{
    /// <summary>A command on the node's own socket.</summary>
    Socket,

    /// <summary>Somebody who is signed in.</summary>
    Account,

    /// <summary>A program with an API key.</summary>
    Key,

    /// <summary>A moderator without an account, in a meeting.</summary>
    Participant,

    /// <summary>The program itself.</summary>
    System,
}
