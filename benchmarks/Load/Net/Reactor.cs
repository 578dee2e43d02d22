using System.Collections.Concurrent;
using System.Diagnostics;

namespace Bench.Load.Net;

/// <summary>
/// The generator's one thread. Each turn: commands, what publishers owe, and every so often all sockets are emptied. Nobody waits in the
/// kernel for a datagram, so that waking a receiver, which a real server never pays for, is not charged to the one measured.
/// </summary>
internal sealed class Reactor : IDisposable
{
    // Between two turns: publishers of many clients are due all the time, and being late by so little is jitter as any network's.
    private const long PauseUs = 100;
    private const long PauseUsMax = 2_000;

    // What is off is looked at again after so long.
    private const long RestUs = 10_000;

    private static readonly long TicksPerUs = Stopwatch.Frequency / 1_000_000;

    private readonly ConcurrentQueue<Action> _commands = new();
    private readonly List<(ClientSocket Socket, IReceiver Receiver)> _receivers = [];
    private readonly List<IPublisher> _publishers = [];
    private readonly List<long> _dueTicks = [];
    private readonly Inbox _inbox = new();
    private readonly Thread _thread;
    private volatile bool _ending;
    private volatile int _sweepUs = 1_000;
    private long _sweepTicks;

    public Reactor()
    {
        _thread = new Thread(Run) { Name = "generator", IsBackground = true };
        _thread.Start();
    }

    /// <summary>Microseconds between two looks at the sockets.</summary>
    public int SweepUs
    {
        get => _sweepUs;
        set => _sweepUs = value;
    }

    /// <summary>Failures of what runs on the thread: one makes the measurement worthless.</summary>
    public ConcurrentQueue<Exception> Failures { get; } = new();

    /// <summary>Runs something on the thread and returns when it is done.</summary>
    public Task<T> AskAsync<T>(Func<T> ask)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _commands.Enqueue(() =>
        {
            try
            {
                done.SetResult(ask());
            }
            catch (Exception problem)
            {
                done.SetException(problem);
            }
        });
        return done.Task;
    }

    public Task DoAsync(Action act) => AskAsync(() =>
    {
        act();
        return true;
    });

    public void Post(Action act) => _commands.Enqueue(act);

    public Task AddAsync(ClientSocket socket, IReceiver receiver) => DoAsync(() => _receivers.Add((socket, receiver)));

    public Task RemoveAsync(ClientSocket socket) => DoAsync(() => _receivers.RemoveAll(entry => ReferenceEquals(entry.Socket, socket)));

    public Task AddAsync(IPublisher publisher) => DoAsync(() =>
    {
        _publishers.Add(publisher);
        _dueTicks.Add(0);
    });

    public Task RemoveAsync(IPublisher publisher) => DoAsync(() =>
    {
        var index = _publishers.IndexOf(publisher);
        if (index >= 0)
        {
            _publishers.RemoveAt(index);
            _dueTicks.RemoveAt(index);
        }
    });

    public void Dispose()
    {
        _ending = true;
        _thread.Join();
        _inbox.Dispose();
    }

    private void Run()
    {
        Linux.WakeOnTime();
        Linux.GoFirst();
        while (!_ending)
        {
            try
            {
                Turn();
            }
            catch (Exception problem) when (problem is not OutOfMemoryException)
            {
                Failures.Enqueue(problem);
            }
        }
    }

    private void Turn()
    {
        while (_commands.TryDequeue(out var command))
        {
            command();
        }

        var nowTicks = Stopwatch.GetTimestamp();
        var nextTicks = Publish(nowTicks);
        if (nowTicks >= _sweepTicks)
        {
            foreach (var (socket, receiver) in _receivers)
            {
                _inbox.Drain(socket.Descriptor, receiver);
            }

            _sweepTicks = nowTicks + (_sweepUs * TicksPerUs);
        }

        var waitUs = (Math.Min(nextTicks, _sweepTicks) - Stopwatch.GetTimestamp()) / TicksPerUs;
        Linux.SleepUs(Math.Clamp(waitUs, Math.Min(PauseUs, _sweepUs), PauseUsMax));
    }

    private long Publish(long nowTicks)
    {
        var nextTicks = long.MaxValue;
        for (var i = 0; i < _publishers.Count; i++)
        {
            if (_dueTicks[i] <= nowTicks)
            {
                _dueTicks[i] = Math.Min(_publishers[i].Publish(nowTicks), nowTicks + (RestUs * TicksPerUs));
            }

            nextTicks = Math.Min(nextTicks, _dueTicks[i]);
        }

        return nextTicks;
    }
}

/// <summary>Something that sends at times of its own.</summary>
internal interface IPublisher
{
    /// <summary>Sends what is due and returns when it wants to be called again, in ticks of <see cref="Stopwatch"/>.</summary>
    long Publish(long nowTicks);
}
