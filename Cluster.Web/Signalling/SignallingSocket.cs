using System.Net.WebSockets;
using Akka.Actor;
using Cluster.Actors.Accounts;
using Cluster.Actors.Membership;
using Cluster.Web.Signalling.Protocol;
using Microsoft.Extensions.Logging;

namespace Cluster.Web.Signalling;

/// <summary>One open socket from accept to close.</summary>
/// <remarks>
/// 1. A writer and a <see cref="ConnectionActor"/> begin. 2. Each message is read within its bounds, 3. counted against
/// the rate, 4. parsed, and 5. told to the actor; offences are answered, and too many end the connection. 6. When
/// either side closes, the other gets a moment to answer. 7. The actor is told that the socket is gone.
/// </remarks>
internal sealed class SignallingSocket(
    WebSocket socket, SocketOrigin from, AccountIdentity? account, SignallingSettings settings, SignallingCounters counters, SocketCensus census, TimeProvider time, ILogger log)
{
    private readonly MessageRate _rate = new(settings.MessagesPerSecond, settings.MessagesBurst, time);
    private int _offences;

    /// <summary>Serves the socket until it is closed.</summary>
    /// <param name="participants">The participants' region.</param>
    /// <param name="connections">Where the connection is known while it lasts.</param>
    /// <param name="cut">Resets the connection below the socket.</param>
    /// <param name="lost">Cancelled when that connection is gone.</param>
    public async Task RunAsync(IActorRef participants, Connections connections, Action cut, CancellationToken lost)
    {
        // Step 1
        var writer = new SocketWriter(socket, settings, counters, cut);
        using var reader = new SocketReader(socket, settings, census, time, () => writer.Close(CloseReason.MessageTimeout));
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(lost);
        var actor = connections.Open(participants, writer, settings, account, from, time, log, new JoinWatch(counters, time));
        var writing = WriteAsync(writer, ending, lost);
        try
        {
            await ReadAllAsync(reader, writer, actor, ending.Token).ConfigureAwait(false);
            await reader.DrainAsync(ending.Token).ConfigureAwait(false);
        }
        catch (Exception gone) when (SocketLoss.Is(gone))
        {
            // A socket lost without a word: the participant's grace period begins below.
        }
        finally
        {
            // Step 7
            connections.Close(actor);
            writer.Abandon();
            await writing.ConfigureAwait(false);
            await AnswerCloseAsync().ConfigureAwait(false);
            SignallingLog.SocketClosed(log, from.Address, writer.Reason?.Code ?? "closed-by-client");
        }
    }

    /// <summary>Step 6: once everything is written and closed, the client has a moment to close too.</summary>
    private async Task WriteAsync(SocketWriter writer, CancellationTokenSource ending, CancellationToken lost)
    {
        await writer.RunAsync(lost).ConfigureAwait(false);
        ending.CancelAfter(settings.CloseTimeout);
    }

    /// <summary>Returns when there is nothing more to hear: the client closed, or the server wants to.</summary>
    private async Task ReadAllAsync(SocketReader reader, SocketWriter writer, IActorRef actor, CancellationToken cancellation)
    {
        while (writer.Reason is null)
        {
            // Step 2
            var (message, fault) = await reader.ReadAsync(cancellation).ConfigureAwait(false);
            if (fault is not null)
            {
                writer.Close(fault);
                return;
            }

            if (message is not { } utf8)
            {
                return;
            }

            ProcessFreeze.Check();
            counters.MessageIn();
            // Step 3
            if (!_rate.TryTake())
            {
                Offend(writer, RefusalCode.TooManyMessages, "Too many messages: this one was dropped.", CloseReason.TooManyMessages);
            }
            // Step 4
            else if (!ProtocolJson.TryRead(utf8.Span, out var parsed, out var problem))
            {
                Offend(writer, RefusalCode.BadMessage, problem, CloseReason.BadMessage);
            }
            else
            {
                // Step 5
                actor.Tell(parsed);
            }
        }
    }

    private void Offend(SocketWriter writer, string code, string words, CloseReason ending)
    {
        writer.Send(new ServerMessage.Refused(null, code, words));
        if (++_offences >= settings.OffencesMax)
        {
            writer.Close(ending);
        }
    }

    private async Task AnswerCloseAsync()
    {
        if (socket.State is WebSocketState.CloseReceived)
        {
            using var patience = new CancellationTokenSource(settings.CloseTimeout);
            try
            {
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, patience.Token).ConfigureAwait(false);
            }
            catch (Exception gone) when (SocketLoss.Is(gone))
            {
                // It closed and did not wait for the answer.
            }
        }

        if (socket.State is not WebSocketState.Closed)
        {
            socket.Abort();
        }
    }
}
