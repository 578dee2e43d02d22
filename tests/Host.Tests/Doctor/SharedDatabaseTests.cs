using Host.Tests.Processes;
using Postgres;

namespace Host.Tests.Doctor;

/// <summary>What <c>parley doctor</c> says of a PostgreSQL server, and of one that is away.</summary>
public sealed class SharedDatabaseTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("parley-doctor-").FullName;

    [Fact]
    public async Task One_that_is_away_fails_without_its_password()
    {
        var run = (await RunAsync("postgres://ann:s3cret@127.0.0.1:1/name")).Fails("database");
        Assert.Contains("postgres://ann@127.0.0.1:1/name does not answer", Assert.Single(run.Of("database")), StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", run.Report.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_one_that_answers_it_knows_clock_tables_key_and_nodes()
    {
        var connection = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        var url = PostgresServer.UrlOf(connection);
        var run = (await RunAsync(url)).Fails();
        Assert.Contains("PostgreSQL ", run.Of("database")[0], StringComparison.Ordinal);
        Assert.Contains("no tables yet", Assert.Single(run.Of("database-schema")), StringComparison.Ordinal);
        Assert.Contains(run.Of("clock"), finding => finding.Contains("agrees with the database's", StringComparison.Ordinal));

        await using (var node = ParleyProcess.Start("--data", _data, "--urls", "http://127.0.0.1:0", "--media-port", "0", "--database", url))
        {
            await node.ReadyAsync();
            Assert.Contains("At work on the database: 127.0.0.1:", Assert.Single((await DoctorRun.OfAsync("--data", _data)).Fails().Of("nodes")), StringComparison.Ordinal);
            // Its clock as if it were wrong, and its word for it not renewed before the look.
            await PostgresServer.RunAsync(connection, "UPDATE nodes SET clock_ms = clock_ms + 60000, seen_ms = seen_ms + 30000; CREATE RULE frozen AS ON UPDATE TO nodes DO INSTEAD NOTHING");
            Assert.Contains((await DoctorRun.OfAsync("--data", _data)).Fails("clock").Of("clock"), finding => finding.StartsWith("fail: The clock of the node at 127.0.0.1:", StringComparison.Ordinal));
            await PostgresServer.RunAsync(connection, "DROP RULE frozen ON nodes");
            await node.AskToStopAsync();
            Assert.Equal(0, (await node.EndAsync()).ExitCode);
        }

        var name = new Npgsql.NpgsqlConnectionStringBuilder(connection).Database;
        await PostgresServer.RunAsync(connection, $"ALTER DATABASE {name} SET default_transaction_read_only = on");
        File.Copy(Path.Combine(_data, "secret.key"), Path.Combine(_data, "kept.key"));
        await File.WriteAllTextAsync(Path.Combine(_data, "secret.key"), Convert.ToBase64String(new byte[32]));
        Assert.Contains("takes no changes", (await RunAsync(url)).Fails("database", "secret-key").Of("database")[0], StringComparison.Ordinal);
        await PostgresServer.RunAsync(connection, $"SET default_transaction_read_only = off; ALTER DATABASE {name} RESET default_transaction_read_only; UPDATE parley_schema SET version = 99");
        Assert.Contains("form 99", Assert.Single((await RunAsync(url)).Fails("database-schema", "secret-key").Of("database-schema")), StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_data, recursive: true);

    private Task<DoctorRun> RunAsync(string database) => DoctorRun.OfAsync("--data", _data, "--urls", "http://127.0.0.1:0", "--media-port", "0", "--database", database);
}
