using Akka.Persistence;
using Akka.Persistence.Sql.Snapshot;

namespace Actors.Tests.Support;

/// <summary>The engine's snapshots in the test's database, each of which takes a while to be saved.</summary>
public sealed class SlowSnapshots(Akka.Configuration.Config config) : SqlSnapshotStore(config)
{
    /// <summary>For a node of a test.</summary>
    public const string Hocon = """akka.persistence.snapshot-store.sql.class = "Actors.Tests.Support.SlowSnapshots, Actors.Tests" """;

    /// <summary>How long it takes at least.</summary>
    public static readonly TimeSpan While = TimeSpan.FromSeconds(2);

    protected override async Task SaveAsync(SnapshotMetadata metadata, object snapshot, CancellationToken cancellationToken)
    {
        await Task.Delay(While, cancellationToken);
        await base.SaveAsync(metadata, snapshot, cancellationToken);
    }
}
