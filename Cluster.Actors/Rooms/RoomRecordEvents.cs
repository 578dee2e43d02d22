using Cluster.Actors.Serialization;

namespace Cluster.Actors.Rooms;

/// <summary>What happened to a room's record, as the journal keeps it. An event's meaning never changes: what is new is a new event.</summary>
internal abstract record RoomRecordEvent : IParleyMessage
{
    private RoomRecordEvent()
    {
    }

    /// <summary>Settings changed: what is null stayed. An empty hash: the password was removed.</summary>
    /// <param name="AtMs">Unix time in milliseconds.</param>
    public sealed record SettingsChanged(
        long AtMs,
        string? Title = null,
        string? PasswordHash = null,
        bool? StartsMuted = null,
        bool? StartsHidden = null,
        bool? Lobby = null,
        int? ParticipantsMax = null) : RoomRecordEvent
    {
        /// <summary>Never the hash.</summary>
        public override string ToString() => nameof(SettingsChanged);
    }
}
