namespace Cluster.Actors.Meetings;

/// <summary>A participant in a meeting.</summary>
/// <param name="Info">As the others see it; replaced as a whole when anything in it changes.</param>
/// <param name="FirstSource">Where its block of source numbers begins.</param>
/// <param name="Order">Counts up with every one who entered: the lowest has been here longest.</param>
internal sealed record Member(ParticipantInfo Info, uint FirstSource, long Order);

/// <summary>A place that is promised to somebody whose media is still being negotiated.</summary>
internal sealed record Reservation(string Name, DeviceState Devices, uint FirstSource);
