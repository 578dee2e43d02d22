using System.Collections.Immutable;
using Akka.Persistence;
using Akka.Persistence.Sql.Journal;

namespace Cluster.Actors.Storage;

/// <summary>The engine's journal, whose writes are timed.</summary>
internal sealed class MeasuredJournal(Akka.Configuration.Config config) : SqlWriteJournal(config)
{
    /// <inheritdoc/>
    protected override Task<IImmutableList<Exception>> WriteMessagesAsync(IEnumerable<AtomicWrite> messages, CancellationToken cancellationToken) =>
        StoreMeter.WriteAsync(() => base.WriteMessagesAsync(messages, cancellationToken), static failures => failures?.Any(failure => failure is not null) ?? false);
}
