using System.Diagnostics;
using Bench.Load.Net;
using Cluster.Media.Ice;
using Cluster.Media.Tests.Engine;

namespace Bench.Load.Clients;

/// <summary>A client's ICE: the nominating check at the start, consent from then on (RFC 7675), and answers to a full agent's checks.</summary>
internal sealed class ConsentKeeper(LoadClient client, ClientSocket socket) : IPublisher
{
    private static readonly long EveryTicks = 4 * Stopwatch.Frequency;
    private static readonly TimeSpan RepeatAfter = TimeSpan.FromMilliseconds(250);

    private readonly TaskCompletionSource _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _dueTicks;

    /// <summary>Whether the other side, a full agent that made the offer, does the checking (RFC 8445, 6.1.1).</summary>
    public bool IsControlled { get; set; }

    /// <summary>Checks until it is answered; controlled, waits for the other side's check.</summary>
    public async Task ConnectAsync(CancellationToken cancel)
    {
        while (!_answered.Task.IsCompleted)
        {
            SendCheck();
            await Task.WhenAny(_answered.Task, Task.Delay(RepeatAfter, cancel));
            cancel.ThrowIfCancellationRequested();
        }
    }

    /// <inheritdoc/>
    public long Publish(long nowTicks)
    {
        if (_dueTicks == 0)
        {
            _dueTicks = nowTicks + (client.Number * 7_919_919 % EveryTicks);
        }

        if (nowTicks >= _dueTicks)
        {
            SendCheck();
            _dueTicks = nowTicks + EveryTicks;
        }

        return _dueTicks;
    }

    /// <summary>Takes a STUN message.</summary>
    public void Receive(ReadOnlySpan<byte> datagram)
    {
        if (!StunMessage.TryParse(datagram, out var message))
        {
            return;
        }

        if (message.Type == StunType.BindingSuccess)
        {
            _answered.TrySetResult();
        }
        else if (message.IsBindingRequest)
        {
            Answer(message);
            if (IsControlled)
            {
                _answered.TrySetResult();
            }
        }
    }

    // A full agent checks its side of the path too (RFC 8445, 7.3).
    private void Answer(in StunMessage request)
    {
        Span<byte> response = stackalloc byte[StunResponses.BytesMax];
        Span<byte> address = stackalloc byte[16];
        socket.Remote.Address.TryWriteBytes(address, out var addressBytes);
        socket.Send(response[..StunResponses.WriteBindingSuccess(
            response, request.TransactionId, address[..addressBytes], (ushort)socket.Remote.Port, client.Ice.ToKey())]);
    }

    private void SendCheck()
    {
        if (!IsControlled)
        {
            socket.Send(StunCheck.Write(
                $"{client.Answer.UserFragment}:{client.Ice.UserFragment}", client.Answer.Password, nominate: true));
        }
    }
}
