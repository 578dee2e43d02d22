using Cluster.Actors.Meetings;
using Cluster.Actors.Text;

namespace Cluster.Actors.Rooms;

/// <summary>Whether a change of settings is one that a room can have.</summary>
internal static class RoomSettingsCheck
{
    /// <summary>The event without its password, which is yet to be hashed; or what is wrong, for a person.</summary>
    public static (RoomRecordEvent.SettingsChanged? Change, string? Problem) Check(
        RoomSettingsPatch patch, ActorsSettings settings, long nowMs)
    {
        var title = string.IsNullOrWhiteSpace(patch.Title) ? patch.Title?.Trim() : PlainText.Line(patch.Title, settings.NameChars);
        if (patch.Title is not null && title is null)
        {
            return (null, $"A room's title has at most {settings.NameChars} characters.");
        }

        if (patch.Password?.Length > settings.PasswordChars)
        {
            return (null, $"A password has at most {settings.PasswordChars} characters.");
        }

        if (patch.ParticipantsMax is { } most && (most < 1 || most > settings.ParticipantsLimit))
        {
            return (null, $"A room admits 1 to {settings.ParticipantsLimit} participants.");
        }

        return (
            new RoomRecordEvent.SettingsChanged(
                nowMs, title, null, patch.StartsMuted, patch.StartsHidden, patch.Lobby, patch.ParticipantsMax),
            null);
    }
}
