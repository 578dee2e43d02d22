using Cluster.Actors.Meetings;
using Cluster.Actors.Rooms;

namespace Cluster.Web.Admin;

/// <summary>Turns a room into what the admin API shows, and what it takes into a change of a room.</summary>
internal static class RoomAnswers
{
    public static AdminRoom Show(RoomDetails room, IReadOnlyList<AdminModerator> moderators) => new(
        room.Name,
        room.Info.Title,
        room.Info.HasPassword,
        room.Info.Lobby,
        room.Info.StartsMuted,
        room.Info.StartsHidden,
        Word(room.Info.MayShare),
        Word(room.Info.MayChat),
        Word(room.Info.MayRecord),
        Word(room.Info.ChatHistory),
        room.Info.ParticipantsMax,
        room.Info.ExpiresAtMs,
        moderators,
        room.Underway,
        room.Participants,
        room.Waiting,
        room.StartedAtMs,
        room.Remembered);

    public static RoomSettingsPatch Patch(AdminRoomPatch patch) => new(
        patch.Title,
        Password: null,
        patch.StartsMuted,
        patch.StartsHidden,
        patch.Lobby,
        patch.ParticipantsMax,
        Read<Allowed>("mayShare", patch.MayShare),
        Read<Allowed>("mayChat", patch.MayChat),
        Read<Allowed>("mayRecord", patch.MayRecord),
        Read<ChatHistory>("chatHistory", patch.ChatHistory),
        patch.ExpiresAtMs);

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    private static T? Read<T>(string field, string? word)
        where T : struct, Enum
    {
        if (word is null)
        {
            return null;
        }

        foreach (var value in Enum.GetValues<T>())
        {
            if (Word(value) == word)
            {
                return value;
            }
        }

        throw AdminRefusal.BadRequest($"The field {field} is one of {string.Join(", ", Enum.GetValues<T>().Select(Word))}.");
    }
}
