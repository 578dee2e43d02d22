using Postgres;

namespace Host.Tests.Processes;

/// <summary>The real program on a PostgreSQL server.</summary>
public sealed class SharedDatabaseTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("parley-host-").FullName;

    [Fact]
    public async Task A_node_serves_from_it_and_another_key_is_refused()
    {
        var url = PostgresServer.UrlOf(await (await PostgresServer.SharedAsync()).CreateDatabaseAsync());
        await using (var node = ParleyProcess.Start(Args(url)))
        {
            var ready = await node.ReadyAsync();
            Assert.DoesNotContain(ready, line => line.Contains("lantern", StringComparison.Ordinal));
            var (code, _, error) = await ParleyProcess.RunAsync("user", "add", "ann", "--data", _data);
            Assert.Equal(("", 0), (error, code));
            await node.AskToStopAsync();
            Assert.Equal(0, (await node.EndAsync()).ExitCode);
        }

        Assert.Empty(Directory.GetFiles(_data, "parley.db*"));
        await using (var again = ParleyProcess.Start(Args(url)))
        {
            await again.ReadyAsync();
            Assert.Contains("ann", (await ParleyProcess.RunAsync("user", "list", "--data", _data)).Output, StringComparison.Ordinal);
        }

        File.Delete(Path.Combine(_data, "secret.key"));
        var (refused, _, sentence) = await ParleyProcess.RunAsync(Args(url));
        Assert.Equal(4, refused);
        Assert.Contains("secret.key", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_does_not_answer_is_named_without_its_password()
    {
        var (code, _, sentence) = await ParleyProcess.RunAsync(Args("postgres://ann:s3cret@127.0.0.1:1/name"));
        Assert.Equal(7, code);
        Assert.Contains("postgres://ann@127.0.0.1:1/name", sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_password_is_said_and_not_shown()
    {
        var url = PostgresServer.UrlOf(await (await PostgresServer.SharedAsync()).CreateDatabaseAsync()).Replace("lantern", "s3cret", StringComparison.Ordinal);
        var (code, _, sentence) = await ParleyProcess.RunAsync(Args(url));
        Assert.Equal(7, code);
        Assert.Contains("password", sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", sentence, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_data, recursive: true);

    private string[] Args(string database) =>
        ["--urls", "http://127.0.0.1:0", "--media-port", "0", "--data", _data, "--database", database];
}
