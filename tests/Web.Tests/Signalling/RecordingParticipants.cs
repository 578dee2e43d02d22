using System.Threading.Channels;
using Akka.Actor;
using Cluster.Actors.Participants;

namespace Web.Tests.Signalling;

/// <summary>Stands where the participants' region stands: every command is handed to the test, which answers as it likes.</summary>
internal sealed class RecordingParticipants : ReceiveActor
{
    public RecordingParticipants(ChannelWriter<Asked> asked) =>
        Receive<ParticipantCommand>(command => asked.TryWrite(new Asked(command, Sender)));
}

/// <summary>A command and the connection it came from.</summary>
internal sealed record Asked(ParticipantCommand Command, IActorRef Connection);
