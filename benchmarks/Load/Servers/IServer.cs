using Bench.Load.Clients;

namespace Bench.Load.Servers;

/// <summary>A server under test, as the scenarios use it.</summary>
internal interface IServer : IAsyncDisposable
{
    string Name { get; }

    /// <summary>Whether it writes the source's number as CSRC.</summary>
    bool WritesSourceNumbers { get; }

    /// <summary>The process whose CPU time is the server's.</summary>
    int ProcessId { get; }

    /// <summary>Brings in a client that sends.</summary>
    Task PublishAsync(LoadClient client, CancellationToken cancel);

    /// <summary>Brings in a client that receives the video of another and nothing else.</summary>
    Task SubscribeAsync(LoadClient client, LoadClient publisher, CancellationToken cancel);
}
