using System.Net;
using Bench.Load.Checking;
using Bench.Load.Measuring;
using Bench.Load.Net;
using Cluster.Media.Dtls;
using Cluster.Media.Srtp;

namespace Bench.Load.Clients;

/// <summary>All clients of one scenario on one generator thread, and what they sent and received together.</summary>
internal sealed class Crowd(SrtpProfile profile, IPAddress local) : IAsyncDisposable
{
    private static readonly DtlsIdentity Identity = DtlsIdentity.Create(TimeProvider.System);

    private readonly List<LoadClient> _clients = [];

    public Reactor Reactor { get; } = new();

    public IReadOnlyList<LoadClient> Clients => _clients;

    /// <summary>Times of all decrypted packets.</summary>
    public LatencyHistogram Latency { get; } = new();

    /// <summary>One more; its times are counted with the others', or apart.</summary>
    public LoadClient Add(LatencyHistogram? latency = null)
    {
        var client = new LoadClient(Reactor, Identity, _clients.Count + 1, profile, local, latency ?? Latency);
        _clients.Add(client);
        return client;
    }

    /// <summary>Everybody's streams begin or end.</summary>
    public Task TurnAsync(bool on) => Reactor.DoAsync(() =>
    {
        foreach (var stream in _clients.SelectMany(client => client.Streams))
        {
            stream.IsOn = on;
        }
    });

    /// <summary>Counts from here on.</summary>
    public Task<Tally> RestartAsync() => Reactor.AskAsync(() =>
    {
        Latency.Clear();
        foreach (var client in _clients)
        {
            client.Inbound.Restart();
        }

        return Count();
    });

    /// <summary>What was sent since the start and received since the restart.</summary>
    public Task<Tally> CountAsync() => Reactor.AskAsync(Count);

    /// <summary>What was wrong with anything received by anybody.</summary>
    public Problems CollectProblems()
    {
        var problems = new Problems();
        foreach (var client in _clients)
        {
            problems.Add(client.Inbound.Problems);
        }

        foreach (var failure in Reactor.Failures)
        {
            problems.Note($"the generator failed: {failure.Message}");
        }

        return problems;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
        {
            await client.DisposeAsync();
        }

        Reactor.Dispose();
    }

    private Tally Count() => new(
        _clients.Sum(client => client.Streams.Sum(stream => stream.Sent)),
        _clients.Sum(client => client.Streams.Sum(stream => stream.LetGo)),
        _clients.Sum(client => client.Inbound.Packets),
        _clients.Sum(client => client.Inbound.Lost),
        _clients.Sum(client => client.Inbound.Checked));
}

/// <summary>Packets sent, owed but not sent, received, missing in the receivers' numbering, and decrypted.</summary>
internal sealed record Tally(long Sent, long LetGo, long Received, long Lost, long Checked)
{
    public Tally Since(Tally before) =>
        this with { Sent = Sent - before.Sent, LetGo = LetGo - before.LetGo, Checked = Checked - before.Checked };
}
