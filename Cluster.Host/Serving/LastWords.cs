using System.Globalization;
using System.Runtime.InteropServices;
using Cluster.Actors.Membership;
using Cluster.Host.Configuration;
using Microsoft.Extensions.Logging;

namespace Cluster.Host.Serving;

/// <summary>
/// The end of a node that the cluster goes on without: one sentence, and the process is gone with a code of its own. There is no order in
/// it: whatever it would still do, others do by now. The media process ends with the pipe to this one.
/// </summary>
internal static partial class LastWords
{
    private static readonly TimeSpan s_flushPatience = TimeSpan.FromMilliseconds(300);

    /// <summary>Ends the process if it stands still for longer than the others wait until they take over.</summary>
    public static void WatchFreeze(ParleySettings settings, NodeEnd end) => ProcessFreeze.Watch(
        settings.Actors.Membership.TakeOverAfter,
        gap =>
        {
            if (end.Members() > 1)
            {
                Say(string.Create(
                    CultureInfo.InvariantCulture,
                    $"This node did not run for {gap.TotalSeconds:0.0} s (stopped, or on a machine that slept), and the others give a node up after {settings.Actors.Membership.TakeOverAfter.TotalSeconds:0.#} s: what it held goes on there. It ends now, before it answers anybody, and wants to be started again."));
                Exit((int)ExitCode.Downed);
            }
        });

    /// <summary>Ends the process; its log is written first.</summary>
    public static void End(NodeLogging logging, string reason)
    {
        Say(reason);
        // What was logged before is written by a thread of its own.
        new Thread(logging.Dispose) { IsBackground = true }.Start();
        Thread.Sleep(s_flushPatience);
        Exit((int)ExitCode.Downed);
    }

    // As every refusal of the program: a sentence on standard error, without a logger that may wait for something.
    private static void Say(string sentence) => Console.Error.WriteLine($"parley: {sentence}");

    // exit(3) waits for what others hold; here nobody is waited for.
    [LibraryImport("libc", EntryPoint = "_exit")]
    private static partial void Exit(int code);
}
