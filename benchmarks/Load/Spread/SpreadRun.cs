using System.Diagnostics;
using System.Net;
using Bench.Load.Clients;
using Bench.Load.Servers;
using Bench.Load.Streams;
using Cluster.Media;
using Cluster.Media.Srtp;

namespace Bench.Load.Spread;

/// <summary>
/// One meeting of many people on running nodes, to which they come in turn. All have a microphone, of which three speak, and six a
/// camera; everybody looks at one camera after another. Whoever misses a voice or a camera is told, and on how many media
/// ports, that is bridges, people are.
/// </summary>
internal static class SpreadRun
{
    private const string Room = "spread";
    private const int Cameras = 6;
    private const int Speakers = 3;
    private const int AtOnce = 10;

    /// <summary>One packet in so many is decrypted.</summary>
    private const int SampleEvery = 8;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan LookMost = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Reading = TimeSpan.FromSeconds(10);

    /// <summary>Takes <c>PEOPLE NODE...</c>, nodes as <c>http://HOST:PORT</c>. The result is a process's: 0 when nobody missed anything.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        if (arguments.Count < 2 || !int.TryParse(arguments[0], out var people) || people < Cameras)
        {
            throw new ArgumentException($"spread PEOPLE NODE...: at least {Cameras} people, and one node such as http://127.0.0.1:8080.");
        }

        Uri[] nodes = [.. arguments.Skip(1).Select(node => new UriBuilder(node) { Scheme = "ws", Path = "/api/v1/signalling" }.Uri)];
        using var late = new CancellationTokenSource(Limit);
        await using var crowd = new Crowd(SrtpProfile.AeadAes128Gcm, IPAddress.Loopback);
        var sockets = new List<SignallingSocket>();
        try
        {
            var clock = Stopwatch.StartNew();
            var cameras = await GatherAsync(crowd, sockets, nodes, people, late.Token);
            Console.WriteLine($"{people} people came by {nodes.Length} nodes within {clock.Elapsed.TotalSeconds:F1} s; on bridges: {string.Join(", ", BridgesOf(crowd))}");
            await crowd.TurnAsync(true);
            var unseen = await LookAtAllAsync(crowd, sockets, cameras, late.Token);
            var unheard = await UntilAsync(crowd, static client => Speaks(client) ? Speakers - 1 : Speakers, static source => source < CameraNumber(0), late.Token);
            var loss = await ReadAsync(crowd, late.Token);
            var problems = crowd.CollectProblems();
            Console.WriteLine($"missing: {unseen} pictures, {unheard} voices; lost {loss:F3} % of packets; {(problems.Total == 0 ? "all as sent" : problems.ToString())}");
            return unseen + unheard + problems.Total == 0 ? 0 : 1;
        }
        finally
        {
            foreach (var socket in sockets)
            {
                await socket.DisposeAsync();
            }
        }
    }

    private static uint CameraNumber(int person) => 100_000 + (uint)person;

    private static bool Films(LoadClient client) => client.Lines.Any(line => line.Source == SourceKind.Camera);

    private static bool Speaks(LoadClient client) => client.Streams.OfType<AudioStream>().Any(stream => stream.IsSpeaking);

    private static IEnumerable<string> BridgesOf(Crowd crowd) => crowd.Clients
        .CountBy(client => client.Answer.Candidates[0].Port).OrderBy(bridge => bridge.Key).Select(bridge => $"{bridge.Value} on port {bridge.Key}");

    /// <summary>Brings all in; what comes back are the cameras' numbers with the server. Cameras and speakers come among the others, so that they are on all bridges.</summary>
    private static async Task<uint[]> GatherAsync(Crowd crowd, List<SignallingSocket> sockets, Uri[] nodes, int people, CancellationToken cancel)
    {
        uint[] cameras = [];
        foreach (var some in Enumerable.Range(0, people).Chunk(AtOnce))
        {
            var joins = some.Select(person =>
            {
                var client = crowd.Add();
                client.Inbound.HasSourceNumbers = false;
                client.Inbound.SampleEvery = SampleEvery;
                client.AddMicrophone("m", (uint)person + 1, person % 10).IsSpeaking = person % (people / Speakers) == 1;
                if (person % (people / Cameras) == 0)
                {
                    client.AddCamera("c", CameraNumber(person), VideoShape.Simulcast[0] with { Rid = "" });
                }

                client.AddSlots(SlotUse.Speech, Speakers);
                client.AddSlots(SlotUse.Video, 1);
                sockets.Add(new SignallingSocket());
                return sockets[^1].JoinAsync(nodes[person % nodes.Length], Room, client, cancel);
            }).ToArray();
            cameras = (await Task.WhenAll(joins)).MaxBy(seen => seen.Length) is { } most && most.Length > cameras.Length ? most : cameras;
        }

        return cameras;
    }

    /// <summary>All look at one camera after another; how many pictures nobody's patience brought.</summary>
    private static async Task<int> LookAtAllAsync(Crowd crowd, List<SignallingSocket> sockets, uint[] cameras, CancellationToken cancel)
    {
        var missing = Cameras - cameras.Length;
        for (var turn = 0; turn < cameras.Length; turn++)
        {
            await Task.WhenAll(sockets.Select(socket => socket.ShowAsync([cameras[turn]], 180, cancel)));
            // One's own is not shown to oneself: who has a camera is one behind from some turn on.
            var seen = turn + 1;
            missing += await UntilAsync(
                crowd, client => Films(client) ? seen - 1 : seen, static source => source >= CameraNumber(0), cancel);
        }

        return missing;
    }

    /// <summary>Waits until everybody had packets of so many sources; how many are missing after a while.</summary>
    private static async Task<int> UntilAsync(Crowd crowd, Func<LoadClient, int> wanted, Func<uint, bool> counts, CancellationToken cancel)
    {
        for (var clock = Stopwatch.StartNew(); ; await Task.Delay(Look, cancel))
        {
            var missing = await crowd.Reactor.AskAsync(() => crowd.Clients.Sum(client => Math.Max(0, wanted(client) - client.Inbound.Sources.Keys.Count(counts))));
            if (missing == 0 || clock.Elapsed > LookMost)
            {
                return missing;
            }
        }
    }

    /// <summary>Packets lost while nothing changes, in percent.</summary>
    private static async Task<double> ReadAsync(Crowd crowd, CancellationToken cancel)
    {
        await crowd.RestartAsync();
        await Task.Delay(Reading, cancel);
        var counted = await crowd.CountAsync();
        return 100.0 * counted.Lost / Math.Max(counted.Received + counted.Lost, 1);
    }
}
