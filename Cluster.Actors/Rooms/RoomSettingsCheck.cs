using Cluster.Actors.Accounts;
using Cluster.Actors.Meetings;
using Cluster.Actors.Text;

namespace Cluster.Actors.Rooms;

/// <summary>Whether a change of settings is one that a room can have.</summary>
internal static class RoomSettingsCheck
{
    /// <summary>Accounts a room may name as its moderators.</summary>
    public const int ModeratorsMax = 100;

    // A date of which clients' clocks still make sense: the year 9999.
    private const long ExpiryMaxMs = 253_370_764_800_000;

    /// <summary>The event without its password, which is yet to be hashed; or what is wrong, for a person.</summary>
    public static (RoomRecordEvent.SettingsChanged? Change, string? Problem) Check(
        RoomSettingsPatch patch, ActorsSettings settings, long nowMs, IReadOnlyList<AccountId>? moderators = null)
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

        if (patch.ExpiresAtMs is { } expiry and not 0 && (expiry <= nowMs || expiry > ExpiryMaxMs))
        {
            return (null, "A room expires in the future, or never.");
        }

        if (new object?[] { patch.MayShare, patch.MayChat, patch.MayRecord, patch.ChatHistory }.Any(choice => choice is Enum value && !Enum.IsDefined(value.GetType(), value)))
        {
            return (null, "These settings are not possible.");
        }

        return moderators?.Count > ModeratorsMax
            ? (null, $"A room names at most {ModeratorsMax} moderators.")
            : (
                new RoomRecordEvent.SettingsChanged(
                    nowMs, title, null, patch.StartsMuted, patch.StartsHidden, patch.Lobby, patch.ParticipantsMax, patch.MayShare,
                    patch.MayChat, patch.MayRecord, patch.ChatHistory, patch.ExpiresAtMs, moderators is null ? null : [.. moderators.Distinct()]),
                null);
    }
}
