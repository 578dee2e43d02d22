using System.Collections.Immutable;
using System.Diagnostics;
using Cluster.Actors.Rooms;
using Cluster.Media;

namespace Cluster.Actors.Meetings;

/// <summary>
/// A meeting as it stands. Pure: <see cref="MeetingDecisions"/> says what happens, <see cref="Apply(MeetingEvent)"/> makes it so,
/// and neither reads a clock.
/// </summary>
internal sealed record MeetingState
{
    // Each incarnation of the room counts its source numbers in a stretch of its own: it does not know the last one given
    // before it.
    private const int IncarnationBits = 20;
    private const int IncarnationsMax = 4_000;

    // So far the chat's numbers go on after the last line that the first to return has seen: others may have seen more.
    private const long LinesLeftFree = 1_000;

    /// <summary>A room in which nobody ever was.</summary>
    public static readonly MeetingState Empty = new();

    /// <summary>Who is in.</summary>
    public ImmutableDictionary<string, Member> Members { get; private init; } = ImmutableDictionary<string, Member>.Empty;

    /// <summary>Who has a place and is not in yet.</summary>
    public ImmutableDictionary<string, Reservation> Reservations { get; private init; } = ImmutableDictionary<string, Reservation>.Empty;

    /// <summary>Roles and locks of those who were in and may come back, by person.</summary>
    public ImmutableDictionary<string, Remembered> People { get; private init; } = Meetings.People.None;

    /// <summary>
    /// Whether a moderator is expected back, because it left just now or the record remembers it from a meeting that was
    /// cut off: until then nobody takes that role by coming first.
    /// </summary>
    public bool IsRecalled { get; private init; }

    /// <summary>Whether a host was in.</summary>
    public bool HadHost { get; private init; }

    /// <summary>The chat; <see cref="Trim"/> bounds it.</summary>
    public ChatLog Chat { get; private init; } = ChatLog.Empty;

    /// <summary>The number of the last line said; 0 before the first.</summary>
    public long LastLine { get; private init; }

    /// <summary>Who is heard, loudest first.</summary>
    public IReadOnlyList<uint> Speakers { get; private init; } = [];

    /// <summary>When the first one came in, Unix time in milliseconds; 0 before.</summary>
    public long StartedAtMs { get; private init; }

    /// <summary>When a meeting began that the record knows and that was cut off; 0: there is none, or it is not waited for.</summary>
    public long CutOffAtMs { get; private init; }

    /// <summary>Counts the meetings of this room while it is in memory, from 1.</summary>
    public long Number { get; private init; } = 1;

    /// <summary>The first source number that was never given.</summary>
    public uint NextSource { get; private init; } = 1;

    /// <summary>How many came in so far.</summary>
    public long Entries { get; private init; }

    /// <summary>Whether nobody is in and nobody has a place.</summary>
    public bool IsEmpty => Members.IsEmpty && Reservations.IsEmpty;

    /// <summary>Whether this participant is in or has a place.</summary>
    public bool Holds(string participant) => Members.ContainsKey(participant) || Reservations.ContainsKey(participant);

    /// <summary>Places taken or promised.</summary>
    public int Places => Members.Count + Reservations.Count;

    /// <summary>The state after these events.</summary>
    public MeetingState Apply(IEnumerable<MeetingEvent> events) => events.Aggregate(this, (state, happened) => state.Apply(happened));

    /// <summary>The state after an event.</summary>
    public MeetingState Apply(MeetingEvent happened) => happened switch
    {
        MeetingEvent.Reserved it => this with
        {
            Reservations = Reservations.Add(it.Participant, it.Place),
            NextSource = it.Place.FirstSource + SourceNumbers.BlockSize,
        },
        MeetingEvent.Unreserved it => this with { Reservations = Reservations.Remove(it.Participant) },
        MeetingEvent.Entered it => Enter(it, Reservations[it.Participant]),
        MeetingEvent.Returned it => Return(it),
        MeetingEvent.Left it => this with { Members = Members.Remove(it.Participant) },
        MeetingEvent.Replaced it => this with { Members = Members.Remove(it.Participant) },
        MeetingEvent.Removed it => this with
        {
            Members = Members.Remove(it.Participant),
            People = People.WithRole(it.Person, Role.Participant, it.AtMs),
        },
        MeetingEvent.RoleGiven it => GiveRole(it),
        MeetingEvent.RecallBegan => this with { IsRecalled = true },
        MeetingEvent.RecallOver => this with { IsRecalled = false },
        MeetingEvent.Muted it => Control(it.Participant, control => control.Mute(it.Device, it.Locked), it.Locked ? it.AtMs : null),
        MeetingEvent.Unlocked it => Control(it.Participant, control => control.Unlock(it.Device), it.AtMs),
        MeetingEvent.SharingChanged it => Control(it.Participant, control => control.LetShare(it.May)),
        MeetingEvent.HostChanged it => this with
        {
            HadHost = HadHost || it.IsHost,
            Members = Members.SetItem(
                it.Participant,
                Members[it.Participant] with { Person = Members[it.Participant].Person with { IsHost = it.IsHost } }),
        },
        MeetingEvent.PresenceChanged it => Change(it.Participant, info => info with { Presence = it.Presence }),
        MeetingEvent.DevicesChanged it => Control(it.Participant, control => control with { Devices = it.Devices }),
        MeetingEvent.PublishedChanged it => Change(
            it.Participant, info => info with { Sources = SourcesOf(Members[it.Participant].FirstSource, it.Published) }),
        MeetingEvent.HandChanged it => Change(it.Participant, info => info with { HandRaisedAtMs = it.RaisedAtMs }),
        MeetingEvent.Renamed it => Change(it.Participant, info => info with { Name = it.Name }),
        MeetingEvent.LineSaid it => this with
        {
            Chat = Chat.Add(it.Line),
            LastLine = it.Line.Number,
        },
        MeetingEvent.ChatRecalled it => this with
        {
            Chat = Chat.Add(it.Lines),
            LastLine = Math.Max(LastLine, it.Lines.Max(line => line.Number)),
        },
        MeetingEvent.SpeakersChanged it => this with { Speakers = it.Sources },
        MeetingEvent.Ended => new MeetingState { Number = Number + 1, NextSource = NextSource, Entries = Entries },
        _ => throw new UnreachableException(),
    };

    /// <summary>The same with no more of the chat than so many lines and characters.</summary>
    public MeetingState Trim(int linesMax, int charsMax) =>
        Chat.Trim(linesMax, charsMax) is var chat && ReferenceEquals(chat, Chat) ? this : this with { Chat = chat };

    /// <summary>The same with what the record remembers of a meeting that ended without a word.</summary>
    public MeetingState Recall(ImmutableDictionary<string, Remembered> people, MeetingMark? cutOff) => this with
    {
        People = people,
        IsRecalled = people.Values.Any(known => known.Role == Role.Moderator),
        CutOffAtMs = cutOff?.StartedAtMs ?? 0,
        NextSource = NextSource + ((uint)Math.Min(cutOff?.Incarnations ?? 0, IncarnationsMax) << IncarnationBits),
    };

    /// <summary>Nobody waits any longer for those of the meeting that was cut off: who comes in begins another, unless that goes on.</summary>
    public MeetingState Settle() => this with { CutOffAtMs = 0 };

    /// <summary>
    /// The chat after a line, as one participant may see it: what was said since it may see any, is for everyone, or it
    /// said or was told alone.
    /// </summary>
    public IReadOnlyList<ChatLine> ChatFor(string participant, long after)
    {
        var from = Math.Max(after, Members.TryGetValue(participant, out var member) ? member.ChatFrom : 0);
        return [.. Chat.Where(line => line.Number > from && line.IsFor(participant))];
    }

    /// <summary>The sources of these kinds in a block.</summary>
    public static IReadOnlyList<SourceInfo> SourcesOf(uint first, IReadOnlyList<SourceKind> kinds) =>
        [.. kinds.Distinct().Order().Select(kind => new SourceInfo(SourceNumbers.Of(first, kind), kind))];

    private MeetingState Enter(MeetingEvent.Entered it, Reservation place)
    {
        var info = new ParticipantInfo(
            it.Participant, place.Name, it.Role, Presence.Present, it.Control.Devices, SourcesOf(place.FirstSource, it.Published), it.AtMs,
            it.HandRaisedAtMs, it.Control.Locks, place.Person.Account is not null);
        return this with
        {
            Reservations = Reservations.Remove(it.Participant),
            Members = Members.Add(it.Participant, new Member(info, place.FirstSource, Entries, place.Person, it.Control, it.ChatFrom)),
            People = it.Role == Role.Moderator && !place.Person.IsHost ? People.WithRole(place.Person.Key, it.Role, it.AtMs) : People,
            IsRecalled = IsRecalled && it.Role != Role.Moderator,
            HadHost = HadHost || place.Person.IsHost,
            Entries = Entries + 1,
            StartedAtMs = StartedAtMs != 0 ? StartedAtMs : CutOffAtMs != 0 ? CutOffAtMs : it.AtMs,
        };
    }

    private MeetingState Return(MeetingEvent.Returned it) => this with
    {
        Members = Members.Add(it.Member.Info.Id, it.Member),
        Reservations = Reservations.Remove(it.Member.Info.Id),
        People = it.Member.Info.Role == Role.Moderator && !it.Member.Person.IsHost
            ? People.WithRole(it.Member.Person.Key, Role.Moderator, it.Member.Info.JoinedAtMs)
            : People,
        IsRecalled = IsRecalled && it.Member.Info.Role != Role.Moderator,
        HadHost = HadHost || it.Member.Person.IsHost,
        StartedAtMs = it.StartedAtMs,
        Entries = Math.Max(Entries, it.Member.Order + 1),
        NextSource = Math.Max(NextSource, it.Member.FirstSource + SourceNumbers.BlockSize),
        LastLine = LastLine == 0 ? it.LastLine + LinesLeftFree : Math.Max(LastLine, it.LastLine),
    };

    private MeetingState GiveRole(MeetingEvent.RoleGiven it) => this with
    {
        People = People.WithRole(it.Person, it.Role, it.AtMs),
        IsRecalled = IsRecalled && it.Role != Role.Moderator,
        Members = Members.SetItems(Members
            .Where(entry => entry.Value.Person.Key == it.Person && entry.Value.Info.Role != it.Role)
            .Select(entry => KeyValuePair.Create(entry.Key, entry.Value with { Info = entry.Value.Info with { Role = it.Role } }))),
    };

    private MeetingState Control(string participant, Func<DeviceControl, DeviceControl> change, long? rememberedAtMs = null)
    {
        var member = Members[participant];
        var control = change(member.Control);
        var info = member.Info with { Devices = control.Devices, Locked = control.Locks };
        return this with
        {
            Members = Members.SetItem(participant, member with { Control = control, Info = info == member.Info ? member.Info : info }),
            People = rememberedAtMs is { } atMs ? People.WithLocks(member.Person.Key, control.Locks, atMs) : People,
        };
    }

    private MeetingState Change(string participant, Func<ParticipantInfo, ParticipantInfo> change)
    {
        var member = Members[participant];
        return this with { Members = Members.SetItem(participant, member with { Info = change(member.Info) }) };
    }
}
