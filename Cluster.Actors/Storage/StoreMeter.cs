using System.Data.Common;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Cluster.Actors.Telemetry;
using Microsoft.Data.Sqlite;

namespace Cluster.Actors.Storage;

/// <summary>How the database answers, as metrics of the meter <c>Parley.Store</c> (docs/metrics.md).</summary>
internal static class StoreMeter
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "Parley.Store";

    private const int SqliteConstraint = 19;

    private static readonly Meter Meter = new(MeterName);

    private static readonly Histogram<double> Statements = Meter.CreateHistogram(
        "parley.database.statement.duration", "s", "Statements and transactions, with the opening of their connection", tags: null, Buckets.Storage);

    private static readonly Histogram<double> Writes = Meter.CreateHistogram(
        "parley.journal.write.duration", "s", "Events written to the journal", tags: null, Buckets.Storage);

    private static readonly ObservableGauge<double> Silence = Meter.CreateObservableGauge(
        "parley.database.silence", SilenceSeconds, "s", "Since the first of the statements that have failed since the last one was answered; 0 while it answers");

    private static long silentSince;

    /// <summary>Times a statement of our own.</summary>
    public static Task<T> StatementAsync<T>(Func<Task<T>> work) => TimeAsync(Statements, work, static _ => false);

    /// <summary>Times a write of the journal, which says by its result that something was not written.</summary>
    public static Task<T> WriteAsync<T>(Func<Task<T>> work, Func<T, bool> hasFailed) => TimeAsync(Writes, work, hasFailed);

    // The work is begun before anything is awaited: a journal's writes keep their order.
    private static async Task<T> TimeAsync<T>(Histogram<double> histogram, Func<Task<T>> work, Func<T, bool> hasFailed)
    {
        var began = Stopwatch.GetTimestamp();
        try
        {
            var result = await work().ConfigureAwait(false);
            var failed = hasFailed(result);
            Note(answers: !failed);
            Record(failed ? "failed" : "done");
            return result;
        }
        catch (Exception cause) when (cause is not OperationCanceledException)
        {
            var conflict = IsConflict(cause);
            Note(answers: conflict);
            Record(conflict ? "conflict" : "failed");
            throw;
        }

        void Record(string outcome) =>
            histogram.Record(Stopwatch.GetElapsedTime(began).TotalSeconds, new KeyValuePair<string, object?>("outcome", outcome));
    }

    private static void Note(bool answers)
    {
        if (answers)
        {
            Volatile.Write(ref silentSince, 0);
        }
        else
        {
            Interlocked.CompareExchange(ref silentSince, Stopwatch.GetTimestamp(), 0);
        }
    }

    private static double SilenceSeconds() =>
        Volatile.Read(ref silentSince) is not 0 and var since ? Stopwatch.GetElapsedTime(since).TotalSeconds : 0;

    // Somebody was there first: the database does answer.
    private static bool IsConflict(Exception cause) => cause is SqliteException { SqliteErrorCode: SqliteConstraint }
        || (cause is DbException { SqlState: { } state } && state.StartsWith("23", StringComparison.Ordinal));
}
