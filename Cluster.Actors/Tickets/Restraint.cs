using Cluster.Actors.Meetings;

namespace Cluster.Actors.Tickets;

/// <summary>A room's word about one participant's rights, which counts against every ticket with a lower serial.</summary>
/// <param name="Removed">Put out: no ticket counts any more.</param>
/// <param name="Control">What moderators let it send; null where it is removed.</param>
/// <param name="AtMs">When it was said, Unix time in milliseconds: it counts as long as a ticket that was written before.</param>
internal sealed record Restraint(string Participant, long Serial, bool Removed, DeviceControl? Control, long AtMs);
