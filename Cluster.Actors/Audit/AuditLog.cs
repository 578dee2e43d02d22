using System.Data.Common;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Cluster.Actors.Audit;

/// <summary>
/// Takes lines for the audit log and never makes anybody wait: a writer beside brings them to the database, and while that
/// is away keeps them, up to a bound. What finds no room is counted and said in the node's own log.
/// </summary>
public sealed partial class AuditLog : BackgroundService
{
    private const int WaitingMax = 10_000;
    private const int AtOnceMax = 200;
    private const int TrimEvery = 1_000;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Channel<AuditEntry> waiting = Channel.CreateBounded<AuditEntry>(new BoundedChannelOptions(WaitingMax) { SingleReader = true });
    private readonly AuditTable table;
    private readonly AuditSettings settings;
    private readonly TimeProvider time;
    private readonly ILogger<AuditLog> log;
    private int sinceTrim = TrimEvery;

    internal AuditLog(AuditTable table, AuditSettings settings, TimeProvider time, ILogger<AuditLog> log) =>
        (this.table, this.settings, this.time, this.log) = (table, settings, time, log);

    /// <summary>The time, as lines say it.</summary>
    public long NowMs => time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Takes a line.</summary>
    public void Write(AuditEntry entry)
    {
        if (!waiting.Writer.TryWrite(entry))
        {
            SayLost(log, entry.Act, entry.By.Kind);
        }
    }

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        // What is waiting is still written, unless the database is away.
        waiting.Writer.TryComplete();
        await base.StopAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        List<AuditEntry> some = [];
        while (await waiting.Reader.WaitToReadAsync(CancellationToken.None).ConfigureAwait(false))
        {
            some.Clear();
            while (some.Count < AtOnceMax && waiting.Reader.TryRead(out var entry))
            {
                some.Add(entry);
            }

            await StoreAsync(some, stoppingToken).ConfigureAwait(false);
        }
    }

    private async Task StoreAsync(List<AuditEntry> some, CancellationToken stopping)
    {
        while (true)
        {
            try
            {
                await table.AddAsync(some).ConfigureAwait(false);
                sinceTrim += some.Count;
                if (sinceTrim >= TrimEvery)
                {
                    sinceTrim = 0;
                    await table.TrimAsync(NowMs - (long)settings.Age.TotalMilliseconds, settings.RowsMax).ConfigureAwait(false);
                }

                return;
            }
            catch (DbException) when (!stopping.IsCancellationRequested)
            {
                await Task.Delay(Pause, time, stopping).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default).ConfigureAwait(false);
            }
            catch (DbException)
            {
                foreach (var entry in some)
                {
                    SayLost(log, entry.Act, entry.By.Kind);
                }

                return;
            }
        }
    }

    [LoggerMessage(EventId = 3101, Level = LogLevel.Error, Message = "The audit log has no room for {Act} by {Kind}: the database has been away for too long")]
    private static partial void SayLost(ILogger log, string act, AuditActorKind kind);
}

/// <summary>Bounds of the audit log; documented in <c>hocon/reference.conf</c> under <c>parley.audit</c>.</summary>
public sealed record AuditSettings
{
    /// <summary>What is older goes.</summary>
    public TimeSpan Age { get; init; } = TimeSpan.FromDays(365);

    /// <summary>Lines kept at most.</summary>
    public int RowsMax { get; init; } = 100_000;
}
