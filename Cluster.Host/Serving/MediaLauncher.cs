using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Cluster.Host.Serving;

/// <summary>
/// Starts processes that come before this one: all of this process's threads are made nicer (nice(2)) but the one that starts
/// them, since a process has its first thread's niceness, and no way back to a lower one without privilege.
/// </summary>
internal sealed partial class MediaLauncher : IDisposable
{
    // One step is about a quarter more or less of the processor beside others: with ten, one thread that forwards has nine times
    // the right of one that computes a join (docs/decisions/0008-garbage-collection.md has the measurement).
    private const int Steps = 10;
    private const int NicestMax = 19;
    private const int OfThread = 0;

    private readonly BlockingCollection<Action> _orders = [];
    private readonly Thread _thread;
    private long _ownId;
    private bool _isNicer;

    public MediaLauncher()
    {
        _thread = new Thread(Run) { IsBackground = true, Name = "media-launch" };
        _thread.Start();
    }

    /// <summary>Starts one; blocks until it is started.</summary>
    public T Launch<T>(Func<T> launch)
    {
        var done = new TaskCompletionSource<T>();
        _orders.Add(() =>
        {
            try
            {
                done.SetResult(launch());
            }
            catch (Exception problem)
            {
                done.SetException(problem);
            }
        });
        var launched = done.Task.GetAwaiter().GetResult();
        if (!_isNicer && OperatingSystem.IsLinux())
        {
            _isNicer = true;
            MakeOthersNicer();
        }

        return launched;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _orders.CompleteAdding();
        _thread.Join();
        _orders.Dispose();
    }

    private void Run()
    {
        Volatile.Write(ref _ownId, OperatingSystem.IsLinux() ? GetThreadId() : 0);
        foreach (var order in _orders.GetConsumingEnumerable())
        {
            order();
        }
    }

    /// <summary>Threads that begin later have the niceness of those that begin them.</summary>
    private void MakeOthersNicer()
    {
        var own = (int)Volatile.Read(ref _ownId);
        var niceness = Math.Min(GetPriority(OfThread, (uint)own) + Steps, NicestMax);
        var done = new HashSet<int> { own };
        bool isNew;
        do
        {
            isNew = false;
            foreach (var folder in Directory.EnumerateDirectories("/proc/self/task"))
            {
                var id = int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture);
                if (done.Add(id))
                {
                    isNew = true;
                    // One that has ended by now is nobody's loss.
                    _ = SetPriority(OfThread, (uint)id, niceness);
                }
            }
        }
        while (isNew);
    }

    [LibraryImport("libc", EntryPoint = "gettid")]
    private static partial int GetThreadId();

    [LibraryImport("libc", EntryPoint = "getpriority")]
    private static partial int GetPriority(int which, uint who);

    [LibraryImport("libc", EntryPoint = "setpriority")]
    private static partial int SetPriority(int which, uint who, int priority);
}
