using System.Diagnostics;
using Cluster.Actors.Participants;
using Cluster.Actors.Telemetry;
using Cluster.Web.Signalling.Protocol;

namespace Cluster.Web.Signalling;

/// <summary>Watches one socket's joins and resumptions from the request to its answer: the beginning of a join's trace, and its metrics.</summary>
internal sealed class JoinWatch(SignallingCounters counters, TimeProvider time)
{
    private Activity? _span;
    private string? _request;
    private long _began;
    private bool _waited;
    private bool _resumes;

    /// <summary>The client said this.</summary>
    public void Hear(ClientMessage message)
    {
        if (_request is null && message is (ClientMessage.Join or ClientMessage.Resume))
        {
            (_request, _resumes) = message is ClientMessage.Resume resume ? (resume.Id, true) : (((ClientMessage.Join)message).Id, false);
            (_began, _waited) = (time.GetTimestamp(), false);
        }
    }

    /// <summary>This is about to be asked of the participant: a join goes on with its trace.</summary>
    public ParticipantCommand Ask(ParticipantCommand command)
    {
        if (command is not ParticipantCommand.Join join)
        {
            return command;
        }

        _span = JoinTrace.Begin("join", join.Key.Participant);
        return join with { Trace = _span?.Id };
    }

    /// <summary>This is about to be said to the client.</summary>
    public void Say(ServerMessage message)
    {
        switch (message)
        {
            case ServerMessage.Joined joined when joined.Id == _request:
                End(null);
                break;
            case ServerMessage.Waiting waiting when waiting.Id == _request:
                _waited = true;
                break;
            case ServerMessage.Refused refused when refused.Id == _request:
                End(refused.Code);
                break;
            case ServerMessage.Ended ended:
                End(ended.Code);
                break;
        }
    }

    /// <summary>The socket is gone.</summary>
    public void Gone() => End("connection-lost");

    private void End(string? refusal)
    {
        if (_request is null)
        {
            return;
        }

        _request = null;
        // Who waited for a host waited for a person, and not for us.
        counters.Entered(_resumes, refusal, _waited ? null : time.GetElapsedTime(_began));
        if (refusal is null)
        {
            _span.Done();
        }
        else
        {
            _span.Failed(refusal);
        }
    }
}
