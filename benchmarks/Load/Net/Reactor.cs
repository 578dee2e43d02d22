using System.Collections.Concurrent;
using System.Diagnostics;

namespace Bench.Load.Net;

/// <summary>
/// The generator's one thread. Each turn: commands, what publishers owe, then every socket is emptied. Nobody waits in the
/// kernel for a datagram, so that waking a receiver, which a real server never pays for, is not charged to the one measured.
/// </summary>
internal sealed class Reactor : IDisposable
{
    private const long UsMax = 2_000;

    private readonly ConcurrentQueue<Action> _commands = new();
    private readonly List<(ClientSocket Socket, IReceiver Receiver)> _receivers = [];
    private readonly List<IPublisher> _publishers = [];
    private readonly Inbox _inbox = new();
    private readonly Thread _thread;
    private volatile bool _ending;
    private volatile int _sweepUs = 1_000;

    public Reactor()
    {
        _thread = new Thread(Run) { Name = "generator", IsBackground = true };
        _thread.Start();
    }

    /// <summary>Time between two looks at the sockets; 0: without a pause, for measuring latency.</summary>
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

    public Task AddAsync(IPublisher publisher) => DoAsync(() => _publishers.Add(publisher));

    public Task RemoveAsync(IPublisher publisher) => DoAsync(() => _publishers.Remove(publisher));

    public void Dispose()
    {
        _ending = true;
        _thread.Join();
        _inbox.Dispose();
    }

    private void Run()
    {
        Linux.WakeOnTime();
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

        var dueTicks = long.MaxValue;
        foreach (var publisher in _publishers)
        {
            dueTicks = Math.Min(dueTicks, publisher.Publish(Stopwatch.GetTimestamp()));
        }

        foreach (var (socket, receiver) in _receivers)
        {
            _inbox.Drain(socket.Descriptor, receiver);
        }

        if (_sweepUs > 0)
        {
            var untilDueUs = (dueTicks - Stopwatch.GetTimestamp()) / (Stopwatch.Frequency / 1_000_000);
            var waitUs = Math.Min(Math.Min(untilDueUs, _sweepUs), UsMax);
            if (waitUs > 5)
            {
                Linux.SleepUs(waitUs);
            }
        }
    }
}

/// <summary>Something that sends at times of its own.</summary>
internal interface IPublisher
{
    /// <summary>Sends what is due and returns when it wants to be called again, in ticks of <see cref="Stopwatch"/>.</summary>
    long Publish(long nowTicks);
}
