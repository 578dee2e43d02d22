using System.Diagnostics;
using Cluster.Actors;
using Cluster.Actors.Membership;
using Cluster.Host.Configuration;
using Cluster.Host.Telemetry;
using Cluster.Host.Tls;
using Cluster.Web;
using Microsoft.Extensions.DependencyInjection;

namespace Cluster.Host.Serving;

/// <summary>One running node, from its settings to its end.</summary>
/// <remarks>
/// 1. Settings are read and checked. 2. The data directory is taken, and the certificate read or made. 3. The media plane, then the control plane, and
/// beside them the web server start; then commands are taken. 4. The gate opens and the node says where it is. 5. It runs until it is asked to
/// stop, or until the cluster goes on without it: then the process ends at once. 6. Its meetings go to other nodes, then clients are told; 7. both servers, control plane and media plane end in this order.
/// </remarks>
internal static class Node
{
    /// <summary>A STUN server that takes longer is waited for no more; its answer counts whenever it comes.</summary>
    private static readonly TimeSpan s_addressPatience = TimeSpan.FromSeconds(3);

    /// <summary>Runs a node until it is told to stop; the result is the exit code.</summary>
    public static async Task<int> RunAsync(StartOptions options, CancellationToken cancellation)
    {
        // Step 1
        var settings = ParleySettings.Read(ConfigurationLayers.Build(options));
        using var stop = new StopSignal();
        // Step 2
        using var data = await DataDirectory.OpenAsync(DataPlace.ForServing(settings.Host.DataDirectory)).ConfigureAwait(false);
        using var logging = new NodeLogging(settings.Host.LogLevel, settings.Host.LogFormat);
        await using var certificates = NodeCertificates.Open(settings.Tls, data.Path, TimeProvider.System, logging.Loggers);
        using var telemetry = NodeTelemetry.Start(settings.Telemetry, NodeIdFile.Open(data.Path), logging.Loggers);
        var gate = new EdgeGate();

        // Step 3
        var serving = Task.Run(() => WebServer.StartAsync(settings.Web, settings.Actors.Roles.Contains(NodeRole.Web), gate, certificates.Holder, settings.Host.StopTimeout, logging.Loggers, telemetry.Metrics), cancellation);
        var planes = Task.Run(() => Planes.StartAsync(settings, data.Path, logging.Loggers), cancellation);
        await FirstFaultAsync(serving, planes).ConfigureAwait(false);
        await using var running = await planes.ConfigureAwait(false);
        await using var web = await serving.ConfigureAwait(false);

        await using var metrics = await MetricsServer.StartAsync(settings.Telemetry.MetricsUrls, telemetry.Metrics, logging.Loggers).ConfigureAwait(false);
        PublicUrlFile.Write(data.Path, web.PublicUrl);
        var about = AdminProcesses.Here(isNode: true, web.Urls, web.PublicUrl, data.Path);
        var administered = AdminProcesses.Services(running.Services, about);
        await using var admin = await AdminServer.StartAsync(data.Path, administered, settings.Host.StopTimeout, logging.Loggers).ConfigureAwait(false);

        // Step 4
        gate.OpenAdmin(administered);
        running.OpenTo(gate);
        await certificates.RunAsync(running.Services, Console.WriteLine).ConfigureAwait(false);
        await running.AddressesKnownAsync(s_addressPatience).ConfigureAwait(false);
        logging.Started();
        var media = running.Media.Info;
        Console.Write(ReadyBlock.Write(
            settings.Web,
            web.Urls,
            certificates.Describe(),
            data.Path,
            media,
            [.. StartNotes.Of(settings, media, certificates.Warning()), .. await AccountNote.OfAsync(running.Services).ConfigureAwait(false),
                .. await FirstAdministrator.NoteAsync(running.Services, settings.Host.FirstLink, web.PublicUrl).ConfigureAwait(false)],
            DateTime.Now - Process.GetCurrentProcess().StartTime));

        // Step 5
        var end = running.Services.GetRequiredService<NodeEnd>();
        LastWords.WatchFreeze(settings, end);
        if (await Task.WhenAny(stop.Asked, end.Reason).WaitAsync(cancellation).ConfigureAwait(false) == end.Reason)
        {
            gate.Close();
            LastWords.End(logging, await end.Reason.ConfigureAwait(false));
        }

        // Step 6
        Console.WriteLine("Parley is stopping.");
        logging.Stopping();
        gate.Leave();
        if (!await running.DrainAsync(settings.Host.DrainTimeout).ConfigureAwait(false))
        {
            Console.WriteLine($"Not all meetings could go to other nodes within {Units.ShowDuration(settings.Host.DrainTimeout)}: those left come back by themselves.");
        }

        await Task.Delay(settings.Host.StopDelay, cancellation).ConfigureAwait(false);
        gate.Close();
        await Task.WhenAll(web.StopAsync(), admin.StopAsync(), metrics.StopAsync(), certificates.StopAsync()).ConfigureAwait(false);
        // Step 7
        await running.StopAsync().ConfigureAwait(false);
        Console.WriteLine("Parley has stopped.");
        return (int)ExitCode.Done;
    }

    /// <summary>Either may refuse; the first refusal is the one a person hears, without waiting for the other.</summary>
    private static async Task FirstFaultAsync(params Task[] starting)
    {
        await foreach (var done in Task.WhenEach(starting).ConfigureAwait(false))
        {
            await done.ConfigureAwait(false);
        }
    }
}
