using Bench.Load.Clients;
using Bench.Load.Measuring;
using Bench.Load.Net;

namespace Bench.Load.Scenarios;

/// <summary>One sender whose rate can be set, many receivers, and a server between them.</summary>
internal interface IRoom : IAsyncDisposable
{
    /// <summary>The server's process.</summary>
    int ProcessId { get; }

    int Receivers { get; }

    Reactor Reactor { get; }

    /// <summary>Times of those packets that were looked into.</summary>
    LatencyHistogram Latency { get; }

    /// <summary>Sends so many packets a second from now on; 0: none.</summary>
    Task SendAsync(double packetsPerSecond);

    /// <summary>Counts from here on.</summary>
    Task<Tally> RestartAsync();

    Task<Tally> CountAsync();
}
