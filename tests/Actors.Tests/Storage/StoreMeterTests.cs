using System.Diagnostics.Metrics;
using Cluster.Actors;
using Cluster.Actors.Storage;
using Microsoft.Data.Sqlite;

namespace Actors.Tests.Storage;

/// <summary>Statements are counted by how they went, and a database that does not answer is seen as long as it does not.</summary>
public sealed class StoreMeterTests : IDisposable
{
    private readonly MeterListener listener = new();
    private readonly AsyncLocal<List<string>?> outcomes = new();
    private double silence;

    public StoreMeterTests()
    {
        listener.InstrumentPublished = (instrument, it) =>
        {
            if (instrument.Meter.Name == StoreMeter.MeterName)
            {
                it.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) =>
        {
            if (instrument.Name == "parley.database.silence")
            {
                silence = value;
            }
            else
            {
                // Other tests' statements are not this one's.
                outcomes.Value?.Add($"{instrument.Name[..14]} {tags[0].Value}");
            }
        });
        listener.Start();
    }

    [Fact]
    public async Task A_statement_is_done_in_conflict_or_failed()
    {
        outcomes.Value = [];
        await using var database = await TestDatabase.CreateAsync(StoreKind.Memory);
        await using var store = await database.OpenAsync();
        outcomes.Value.Clear();
        var tables = new Database(store.OpenAsync);
        await tables.ExecuteAsync("CREATE TABLE one (id INTEGER PRIMARY KEY)");
        await tables.ExecuteAsync("INSERT INTO one VALUES (1)");
        await Assert.ThrowsAsync<SqliteException>(() => tables.ExecuteAsync("INSERT INTO one VALUES (1)"));
        await Assert.ThrowsAsync<SqliteException>(() => tables.ReadAsync(row => row.GetInt64(0), "SELECT id FROM two"));
        Assert.Equal(["parley.databas done", "parley.databas done", "parley.databas conflict", "parley.databas failed"], outcomes.Value);
    }

    [Fact]
    public async Task A_write_that_says_it_was_not_done_has_failed()
    {
        outcomes.Value = [];
        await StoreMeter.WriteAsync(() => Task.FromResult(true), failed => failed);
        await StoreMeter.WriteAsync(() => Task.FromResult(false), failed => failed);
        await Assert.ThrowsAsync<TimeoutException>(() => StoreMeter.WriteAsync<bool>(() => throw new TimeoutException(), failed => failed));
        Assert.Equal(["parley.journal failed", "parley.journal done", "parley.journal failed"], outcomes.Value);
    }

    [Fact]
    public async Task Silence_lasts_from_the_first_failure_to_the_next_answer()
    {
        // Other tests' databases answer in between, of which this meter knows as little as of anything else in the process.
        for (silence = 0; silence == 0; listener.RecordObservableInstruments())
        {
            await Assert.ThrowsAsync<TimeoutException>(() => StoreMeter.StatementAsync<bool>(() => throw new TimeoutException()));
        }

        for (; silence > 0; listener.RecordObservableInstruments())
        {
            await StoreMeter.StatementAsync(() => Task.FromResult(true));
        }
    }

    public void Dispose() => listener.Dispose();
}
