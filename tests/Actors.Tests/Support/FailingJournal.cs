using System.Collections.Concurrent;
using System.Collections.Immutable;
using Akka.Persistence;
using Akka.Persistence.Journal;

namespace Actors.Tests.Support;

/// <summary>A journal in memory that fails to write, or to read, for the persistence ids it is told.</summary>
public sealed class FailingJournal : MemoryJournal
{
    private static readonly ConcurrentDictionary<string, bool> Broken = [];

    /// <summary>For a test's actor system; ids must be the test's own, for the breakage is the process's.</summary>
    public const string Hocon = """
        akka.persistence.journal {
          plugin = "akka.persistence.journal.failing"
          failing {
            class = "Actors.Tests.Support.FailingJournal, Actors.Tests"
            plugin-dispatcher = "akka.actor.default-dispatcher"
          }
        }
        akka.persistence.snapshot-store.plugin = "akka.persistence.snapshot-store.inmem"
        """;

    /// <param name="writesOnly">What was written can still be read.</param>
    public static void Break(string persistenceId, bool writesOnly = false) => Broken[persistenceId] = writesOnly;

    public static void Mend(string persistenceId) => Broken.TryRemove(persistenceId, out _);

    protected override Task<IImmutableList<Exception>> WriteMessagesAsync(
        IEnumerable<AtomicWrite> messages, CancellationToken cancellationToken)
    {
        var list = messages.ToList();
        return list.Any(write => Broken.ContainsKey(write.PersistenceId))
            ? Task.FromException<IImmutableList<Exception>>(new IOException("The disk is gone."))
            : base.WriteMessagesAsync(list, cancellationToken);
    }

    public override Task<long> ReadHighestSequenceNrAsync(string persistenceId, long fromSequenceNr, CancellationToken cancellationToken) =>
        Broken.TryGetValue(persistenceId, out var writesOnly) && !writesOnly
            ? Task.FromException<long>(new IOException("The disk is gone."))
            : base.ReadHighestSequenceNrAsync(persistenceId, fromSequenceNr, cancellationToken);
}
