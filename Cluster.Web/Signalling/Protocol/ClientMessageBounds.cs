using Cluster.Actors.Meetings;
using Cluster.Media;

namespace Cluster.Web.Signalling.Protocol;

/// <summary>
/// The bounds of a client's message that its types cannot say. They only keep nonsense out of the control plane's
/// mailboxes: what a name or a room may be is the control plane's to decide.
/// </summary>
internal static class ClientMessageBounds
{
    /// <summary>Characters of a request's id, of a room's or participant's name, of a token, of an SDP mid (RFC 5888 gives none).</summary>
    public const int IdCharsMax = 64, NameCharsMax = 256, TokenCharsMax = 256, MidCharsMax = 32;

    /// <summary>Characters of a line of chat and of a password.</summary>
    public const int ChatCharsMax = 8_192, PasswordCharsMax = 1_024;

    /// <summary>Entries of a list, and the highest picture that can be asked for, in pixels.</summary>
    public const int ListMax = 128, HeightMax = 8_640;

    /// <summary>Characters of a ticket, tickets of an offer, and kinds of source that can be published.</summary>
    public const int TicketCharsMax = 4_096, TicketsMax = 2, PublishedMax = 4;

    /// <summary>The first bound that is not kept, in words, or null.</summary>
    public static string? FindFault(ClientMessage message) => message switch
    {
        ClientMessage.Join join => Id(join.Id) ?? Text(join.Room, "room", NameCharsMax) ?? Text(join.Name, "name", NameCharsMax)
            ?? Text(join.Password, "password", PasswordCharsMax) ?? Text(join.ReturnToken, "returnToken", TokenCharsMax) ?? Media(join.Sources, join.Slots),
        ClientMessage.Resume resume => Id(resume.Id) ?? Text(resume.Room, "room", NameCharsMax) ?? Text(resume.Self, "self", TokenCharsMax)
            ?? Text(resume.ResumeToken, "resumeToken", TokenCharsMax) ?? Text(resume.Ticket, "ticket", TicketCharsMax)
            ?? (resume.Said?.Published.Count > PublishedMax ? $"published has at most {PublishedMax} entries" : null),
        ClientMessage.Offer offer => Id(offer.Id) ?? Media(offer.Sources, offer.Slots) ?? List(offer.Wanted ?? [], "wanted", Height)
            ?? (offer.Tickets?.Count > TicketsMax ? $"tickets has at most {TicketsMax} entries" : null)
            ?? List(offer.Tickets ?? [], "tickets", ticket => Text(ticket, "a ticket", TicketCharsMax)),
        ClientMessage.View view => List(view.Wanted, "wanted", Height),
        ClientMessage.Chat chat => Id(chat.Id) ?? Text(chat.Text, "text", ChatCharsMax) ?? Text(chat.To, "to", TokenCharsMax),
        ClientMessage.Rename rename => Id(rename.Id) ?? Text(rename.Name, "name", NameCharsMax),
        ClientMessage.RoomSettings settings => Id(settings.Id) ?? Text(settings.Patch.Title, "title", NameCharsMax)
            ?? Text(settings.Patch.Password, "password", PasswordCharsMax),
        ClientMessage.Mute mute => Id(mute.Id) ?? Text(mute.Participant, "participant", TokenCharsMax),
        ClientMessage.Unlock unlock => Id(unlock.Id) ?? Text(unlock.Participant, "participant", TokenCharsMax),
        ClientMessage.Remove remove => Id(remove.Id) ?? Text(remove.Participant, "participant", TokenCharsMax),
        ClientMessage.GiveRole role => Id(role.Id) ?? Text(role.Participant, "participant", TokenCharsMax),
        ClientMessage.EndMeeting end => Id(end.Id),
        ClientMessage.Moved moved => Id(moved.Id),
        _ => null,
    };

    private static string? Height(WantedPicture wanted) => wanted.Height is < 0 or > HeightMax ? $"height is 0 to {HeightMax}" : null;

    private static string? Id(string id) => id.Length is 0 or > IdCharsMax ? $"id has 1 to {IdCharsMax} characters" : null;

    private static string? Text(string? text, string field, int charsMax) =>
        text?.Length > charsMax ? $"{field} has at most {charsMax} characters" : null;

    private static string? Media(IReadOnlyList<OfferedSource> sources, IReadOnlyList<SlotBinding> slots) =>
        List(sources, "sources", source => Mid(source.Mid)) ?? List(slots, "slots", slot => Mid(slot.Mid));

    private static string? Mid(string mid) => mid.Length is 0 or > MidCharsMax ? $"mid has 1 to {MidCharsMax} characters" : null;

    private static string? List<T>(IReadOnlyList<T?> list, string field, Func<T, string?> entryFault)
        where T : class
    {
        if (list.Count > ListMax)
        {
            return $"{field} has at most {ListMax} entries";
        }

        foreach (var entry in list)
        {
            if (entry is null)
            {
                return $"{field} has an entry that is null";
            }

            if (entryFault(entry) is { } fault)
            {
                return $"{field}: {fault}";
            }
        }

        return null;
    }
}
