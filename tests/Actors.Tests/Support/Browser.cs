using System.Threading.Channels;
using Akka.Actor;
using Cluster.Actors.Meetings;
using Cluster.Actors.Participants;
using Cluster.Media;

namespace Actors.Tests.Support;

/// <summary>What stands for one WebSocket in tests of a whole node: an actor that commands are sent from and notices come to.</summary>
internal sealed class Browser
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly OneNode node;
    private readonly Channel<ParticipantNotice> notices = Channel.CreateUnbounded<ParticipantNotice>();

    public Browser(OneNode node, string room)
    {
        this.node = node;
        Key = ParticipantKey.New(Names.Room(room));
        Socket = node.System.ActorOf(Props.Create(() => new SocketActor(notices.Writer)));
    }

    public ParticipantKey Key { get; init; }

    public IActorRef Socket { get; }

    public void Tell(ParticipantCommand command) => node.Regions.Participants.Tell(command, Socket);

    public void Close() => node.System.Stop(Socket);

    public async Task<ParticipantNotice> JoinAsync(string name, string? password = null)
    {
        Tell(new ParticipantCommand.Join(
            Key,
            "join",
            name,
            password,
            new DeviceState(true, true, false),
            new MediaOffer("offer", [new OfferedSource("0", SourceKind.Microphone), new OfferedSource("1", SourceKind.Camera)], [])));
        return await NextAsync<ParticipantNotice>(notice => notice is ParticipantNotice.Joined or ParticipantNotice.Refused);
    }

    public async Task<T> NextAsync<T>(Func<T, bool>? fits = null)
        where T : ParticipantNotice
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            while (true)
            {
                if (await notices.Reader.ReadAsync(patience.Token) is T notice && (fits is null || fits(notice)))
                {
                    return notice;
                }
            }
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"No {typeof(T).Name} came within {Patience.TotalSeconds} s.");
        }
    }

    private sealed class SocketActor : ReceiveActor
    {
        public SocketActor(ChannelWriter<ParticipantNotice> notices) => Receive<ParticipantNotice>(notice => notices.TryWrite(notice));
    }
}
