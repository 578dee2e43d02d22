using System.Data.Common;
using Akka.Actor;
using Akka.Cluster;
using Cluster.Actors.Accounts;
using Cluster.Actors.Meetings;
using Cluster.Actors.Policy;
using Cluster.Actors.Serialization;

namespace Cluster.Actors.Rooms;

/// <summary>
/// Rooms for the edge and the command line. Where it says <c>by</c>, null is the operator, who may do everything; an
/// account may see and change the rooms it moderates.
/// </summary>
public sealed class RoomDirectory
{
    /// <summary>Most rooms in one list.</summary>
    public const int ListMax = 10_000;

    private const int AskedAtOnce = 16;
    private static readonly TimeSpan MoveLook = TimeSpan.FromMilliseconds(250);

    private readonly ActorSystem system;
    private readonly IActorRef rooms;
    private readonly RoomTable table;
    private readonly ServerPolicyDirectory policy;
    private readonly ActorsSettings settings;
    private readonly RoomIndex index;

    /// <param name="rooms">The region of rooms.</param>
    internal RoomDirectory(ActorSystem system, IActorRef rooms, RoomTable table, ServerPolicyDirectory policy, ActorsSettings settings)
    {
        (this.system, this.rooms, this.table, this.policy, this.settings) = (system, rooms, table, policy, settings);
        index = new RoomIndex(system, table, name => AskAsync(new RoomCommand.Show(name, null, Index: true)));
    }

    private TimeSpan Patience => settings.StorageTimeout + TimeSpan.FromSeconds(2);

    /// <summary>Rooms that are remembered or live, by name, at most so many and never more than <see cref="ListMax"/>.</summary>
    /// <exception cref="DbException">The database does not answer.</exception>
    public async Task<IReadOnlyList<RoomDetails>> ListAsync(int max)
    {
        var most = Math.Clamp(max, 0, ListMax);
        await index.MakeAsync().ConfigureAwait(false);
        var (live, remembered) = (await LiveAsync(most).ConfigureAwait(false), await table.ListAsync(most).ConfigureAwait(false));
        var underWay = (await ShowAllAsync(live).ConfigureAwait(false)).ToDictionary(details => details.Name);
        return
        [
            .. remembered.Select(row => underWay.GetValueOrDefault(row.Room.Value) ?? Details(row.Room, row.Record))
                .Concat(underWay.Values.Where(details => details.Underway || details.Waiting > 0 || details.Remembered))
                .DistinctBy(details => details.Name)
                .OrderBy(details => details.Name, StringComparer.Ordinal)
                .Take(most),
        ];
    }

    /// <summary>What goes on in all rooms of all nodes: each node knows, and no room is asked.</summary>
    public async Task<MeetingsCounted> CountAsync() => (await AskNodesAsync<MeetingsCounted>(new CountMeetings()).ConfigureAwait(false))
        .Aggregate(new MeetingsCounted(0, 0, 0), (all, node) => new MeetingsCounted(
            all.Meetings + node.Meetings, all.Participants + node.Participants, all.Waiting + node.Waiting));

    /// <summary>The rooms that name this account as a moderator, by name.</summary>
    /// <exception cref="DbException">The database does not answer.</exception>
    public async Task<IReadOnlyList<RoomDetails>> OfAsync(AccountIdentity account)
    {
        await index.MakeAsync().ConfigureAwait(false);
        var rows = await table.OfAsync(account.Account, ListMax).ConfigureAwait(false);
        var live = (await LiveAsync(ListMax).ConfigureAwait(false)).ToHashSet();
        var underWay = (await ShowAllAsync(rows.Select(row => row.Room).Where(live.Contains)).ConfigureAwait(false)).ToDictionary(details => details.Name);
        return [.. rows.Select(row => underWay.GetValueOrDefault(row.Room.Value) ?? Details(row.Room, row.Record))];
    }

    /// <summary>A room: <see cref="RoomAnswer.Shown"/> or <see cref="RoomAnswer.Refused"/>. A room that nobody ever changed is shown with its defaults.</summary>
    public Task<RoomAnswer> ShowAsync(RoomName room, AccountIdentity? by) => AskAsync(new RoomCommand.Show(room, by));

    /// <summary>What anybody may know of a room: <see cref="RoomAnswer.Entry"/> or <see cref="RoomAnswer.Refused"/>.</summary>
    public Task<RoomAnswer> EntryAsync(RoomName room, AccountIdentity? account) => AskAsync(new RoomCommand.LookAtDoor(room, account));

    /// <summary>Changes a room: <see cref="RoomAnswer.Shown"/> once it is stored, or <see cref="RoomAnswer.Refused"/>.</summary>
    /// <param name="moderators">Who moderates it from now on: null leaves that as it is, none lets any account.</param>
    public Task<RoomAnswer> ChangeAsync(
        RoomName room, RoomSettingsPatch patch, IReadOnlyList<AccountId>? moderators, AccountIdentity? by) =>
        AskAsync(new RoomCommand.Administer(room, patch, moderators, by));

    /// <summary>Ends the meeting for everyone: <see cref="RoomAnswer.Closed"/> or <see cref="RoomAnswer.Refused"/>.</summary>
    public Task<RoomAnswer> CloseAsync(RoomName room, AccountIdentity? by) => AskAsync(new RoomCommand.Shut(room, by));

    /// <summary>Ends the meeting and forgets everything stored: <see cref="RoomAnswer.Removed"/> or <see cref="RoomAnswer.Refused"/>.</summary>
    public Task<RoomAnswer> RemoveAsync(RoomName room) => AskAsync(new RoomCommand.Forget(room));

    /// <summary>Moves the meeting's media to a node, and waits for so long: <see cref="RoomAnswer.Moving"/>, or <see cref="RoomAnswer.Refused"/>.</summary>
    /// <param name="node">The node's address.</param>
    public async Task<RoomAnswer> MoveAsync(RoomName room, string node, TimeSpan patience, CancellationToken cancellation)
    {
        var until = DateTime.UtcNow + patience;
        var answer = await AskAsync(new RoomCommand.MoveTo(room, node)).ConfigureAwait(false);
        while (answer is RoomAnswer.Moving { IsOver: false } && DateTime.UtcNow < until)
        {
            await Task.Delay(MoveLook, cancellation).ConfigureAwait(false);
            answer = await AskAsync(new RoomCommand.LookAtMove(room)).ConfigureAwait(false);
        }

        return answer;
    }

    /// <summary>Who is in a meeting: <see cref="RoomAnswer.Inspected"/> or <see cref="RoomAnswer.Refused"/>.</summary>
    public Task<RoomAnswer> InspectAsync(RoomName room) => AskAsync(new RoomCommand.Inspect(room));

    /// <summary>Puts somebody out of a meeting: <see cref="RoomAnswer.Moderated"/> or <see cref="RoomAnswer.Refused"/>.</summary>
    public Task<RoomAnswer> PutOutAsync(RoomName room, string participant) => AskAsync(new RoomCommand.PutOut(room, participant));

    /// <summary>Switches somebody's microphone off: <see cref="RoomAnswer.Moderated"/> or <see cref="RoomAnswer.Refused"/>.</summary>
    public Task<RoomAnswer> SilenceAsync(RoomName room, string participant) => AskAsync(new RoomCommand.Silence(room, participant));

    private async Task<RoomAnswer> AskAsync(RoomCommand command)
    {
        try
        {
            return await rooms.Ask<RoomAnswer>(command, Patience).ConfigureAwait(false);
        }
        catch (AskTimeoutException)
        {
            return new RoomAnswer.Refused("try-again", "The room did not answer in time. Try again in a moment.");
        }
    }

    private RoomDetails Details(RoomName name, RoomRecord record) => new(
        name.Value,
        record.ToInfo(name, settings.ParticipantsMaxDefault, policy.Current.Creation),
        record.Moderators ?? [],
        Underway: false,
        Participants: 0,
        Waiting: 0,
        StartedAtMs: null,
        Remembered: true);

    private async Task<IReadOnlyList<RoomDetails>> ShowAllAsync(IEnumerable<RoomName> names)
    {
        var shown = new List<RoomDetails>();
        foreach (var some in names.Chunk(AskedAtOnce))
        {
            var answers = await Task.WhenAll(some.Select(name => AskAsync(new RoomCommand.Show(name, null)))).ConfigureAwait(false);
            shown.AddRange(answers.OfType<RoomAnswer.Shown>().Select(answer => answer.Details));
        }

        return shown;
    }

    // A node that does not answer is one whose rooms are about to live elsewhere.
    private async Task<IReadOnlyList<RoomName>> LiveAsync(int max)
    {
        var counted = await AskNodesAsync<RoomsCounted>(new CountRooms(max)).ConfigureAwait(false);
        return [.. counted.SelectMany(node => node.Rooms).Distinct().Take(max)];
    }

    private async Task<IReadOnlyList<T>> AskNodesAsync<T>(IParleyMessage question)
        where T : class
    {
        var nodes = AkkaCluster.Get(system).State.Members.Where(member => member.Status == MemberStatus.Up).Select(member => member.Address);
        var answers = await Task.WhenAll(nodes.Select(node => AskNodeAsync<T>(node, question))).ConfigureAwait(false);
        return [.. answers.OfType<T>()];
    }

    private async Task<T?> AskNodeAsync<T>(Address node, IParleyMessage question)
        where T : class
    {
        try
        {
            var census = system.ActorSelection(new RootActorPath(node) / "user" / RoomCensus.Name);
            return await census.Ask<T>(question, TimeSpan.FromSeconds(3)).ConfigureAwait(false);
        }
        catch (AskTimeoutException)
        {
            return null;
        }
    }
}
