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

    /// <summary>Checks until it is answered.</summary>
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
        if (StunMessage.TryParse(datagram, out var message) && message.Type == StunType.BindingSuccess)
        {
            _answered.TrySetResult();
        }
    }

    private void SendCheck() => socket.Send(
        StunCheck.Write($"{client.Answer.UserFragment}:{client.Ice.UserFragment}", client.Answer.Password, nominate: true));
}
