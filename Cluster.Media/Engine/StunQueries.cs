using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using Cluster.Media.Ice;
using Cluster.Media.Net;

namespace Cluster.Media.Engine;

/// <summary>
/// Questions to STUN servers that a worker's port has asked and that are not answered yet. They go out by the port that
/// media uses, because a translator may give every port another outer one.
/// </summary>
internal sealed class StunQueries
{
    /// <summary>Questions at once; one for each family is usual.</summary>
    private const int OpenMax = 8;

    private readonly ConcurrentDictionary<(ulong, uint), TaskCompletionSource<IPEndPoint?>> _open = new();

    /// <summary>
    /// Asks, and again when there is no answer: after 0.5 s, 1.5 s and 3.5 s (RFC 8489 section 6.2.1), at last after
    /// <paramref name="patience"/> no more. Null: no answer, or none that says an address.
    /// </summary>
    /// <param name="post">Runs something on the worker's thread with its port.</param>
    public async Task<IPEndPoint?> AskAsync(IPEndPoint server, Action<Action<UdpPort>> post, TimeSpan patience, TimeProvider time, CancellationToken cancel)
    {
        var transaction = RandomNumberGenerator.GetBytes(StunRequest.TransactionBytes);
        var answer = new TaskCompletionSource<IPEndPoint?>(TaskCreationOptions.RunContinuationsAsynchronously);
        if (_open.Count >= OpenMax || !_open.TryAdd(Key(transaction), answer))
        {
            return null;
        }

        try
        {
            var to = NetAddress.From(server);
            var left = patience;
            for (var wait = TimeSpan.FromMilliseconds(500); left > TimeSpan.Zero; wait *= 2)
            {
                post(port => port.Commit(StunRequest.WriteBinding(port.Reserve(), transaction), to, default));
                var pause = wait < left ? wait : left;
                left -= pause;
                using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancel);
                await Task.WhenAny(answer.Task, Task.Delay(pause, time, enough.Token)).ConfigureAwait(false);
                await enough.CancelAsync().ConfigureAwait(false);
                cancel.ThrowIfCancellationRequested();
                if (answer.Task.IsCompleted)
                {
                    return await answer.Task.ConfigureAwait(false);
                }
            }

            return null;
        }
        finally
        {
            _open.TryRemove(Key(transaction), out _);
        }
    }

    /// <summary>Takes an answer; false when nothing like it was asked. On the worker's thread.</summary>
    public bool TryAnswer(in StunMessage message, ReadOnlySpan<byte> datagram)
    {
        if (!_open.TryGetValue(Key(message.TransactionId), out var asked))
        {
            return false;
        }

        asked.TrySetResult(message.Type == StunType.BindingSuccess ? StunMappedAddress.Read(datagram) : null);
        return true;
    }

    private static (ulong, uint) Key(ReadOnlySpan<byte> transaction) =>
        (System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(transaction), System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(transaction[8..]));
}
