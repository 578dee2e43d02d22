using System.Runtime.Versioning;
using System.Text.Json;
using Host.Tests.Commands;
using Host.Tests.Processes;
using Postgres;

namespace Host.Tests.Backups;

/// <summary><c>parley backup</c> and <c>parley restore</c>: what is in an archive, and who gets none.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class BackupTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("parley-backup-").FullName;

    private string Archive => Path.Combine(_folder, "node.backup");

    private CommandLine Old => new(Path.Combine(_folder, "old"));

    private CommandLine New => new(Path.Combine(_folder, "new"));

    [Fact]
    public async Task What_was_acknowledged_before_a_backup_of_a_node_that_is_written_to_is_there_after_its_restore()
    {
        IReadOnlyList<string> accounts;
        int[] titles;
        await using (var node = await WritingNode.StartAsync(Old.Data))
        {
            await node.UntilAsync(accounts: 20);
            (accounts, titles) = node.Acknowledged();
            var said = await Old.DoneAsync("backup", Archive);
            Assert.Contains("read again and whole", said, StringComparison.Ordinal);
            Assert.True(node.Acknowledged().Accounts.Count > accounts.Count, "it was written to meanwhile");
        }

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Archive));
        Assert.Equal([Archive], Directory.GetFiles(_folder));
        Assert.Empty(Directory.GetDirectories(Old.Data));
        await New.DoneAsync("restore", Archive);
        Assert.Equal(await File.ReadAllTextAsync(Path.Combine(Old.Data, "secret.key")), await File.ReadAllTextAsync(Path.Combine(New.Data, "secret.key")));
        var (restored, restoredTitles) = await WritingNode.ReadAsync(New.Data);
        Assert.Empty(accounts.Except(restored));
        foreach (var (acknowledged, there) in titles.Zip(restoredTitles))
        {
            Assert.True(there >= acknowledged, $"{acknowledged} was acknowledged, and {there} is there");
        }
    }

    [Fact]
    public async Task Of_a_stopped_node_it_names_the_node_and_all_its_files()
    {
        await Old.DoneAsync("user", "add", "ann");
        var configuration = Path.Combine(_folder, "parley.conf");
        await File.WriteAllTextAsync(configuration, "parley.log.level = debug\n");
        var manifest = (await JsonAsync("backup", Archive, "--config", configuration, "--data", Old.Data)).GetProperty("manifest");
        Assert.Equal((1, Environment.MachineName, Old.Data), (manifest.GetProperty("format").GetInt32(), manifest.GetProperty("node").GetProperty("machine").GetString(), manifest.GetProperty("node").GetProperty("directory").GetString()));
        Assert.Equal(["parley.db", "secret.key", "files/parley.conf"], manifest.GetProperty("files").EnumerateArray().Select(file => file.GetProperty("name").GetString()!));

        var restored = await JsonAsync("restore", Archive, "--data", New.Data);
        Assert.Equal(JsonValueKind.Null, restored.GetProperty("kept").ValueKind);
        Assert.Equal("parley.log.level = debug\n", await File.ReadAllTextAsync(Path.Combine(New.Data, "from-backup", "parley.conf")));
        Assert.Contains("ann", await New.DoneAsync("user", "list"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_written_over_unless_it_is_said_and_what_was_there_is_kept()
    {
        await Old.DoneAsync("user", "add", "ann");
        await Old.DoneAsync("backup", Archive);
        var first = await File.ReadAllBytesAsync(Archive);
        Assert.Contains("--force", await Old.RefusedAsync(6, "backup", Archive), StringComparison.Ordinal);
        Assert.Equal(first, await File.ReadAllBytesAsync(Archive));
        await Old.DoneAsync("user", "add", "ben");
        await Old.DoneAsync("backup", Archive, "--force");
        Assert.NotEqual(first, await File.ReadAllBytesAsync(Archive));
        await Old.DoneAsync("user", "add", "cyd");

        Assert.Contains("--force", await Old.RefusedAsync(6, "restore", Archive), StringComparison.Ordinal);
        Assert.Contains("cyd", await Old.DoneAsync("user", "list"), StringComparison.Ordinal);
        await Old.DoneAsync("restore", Archive, "--force");
        var list = await Old.DoneAsync("user", "list");
        Assert.Contains("ben", list, StringComparison.Ordinal);
        Assert.DoesNotContain("cyd", list, StringComparison.Ordinal);
        var kept = Assert.Single(Directory.GetDirectories(Old.Data, "before-restore-*"));
        Assert.Contains("cyd", await new CommandLine(kept).DoneAsync("user", "list"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Under_a_running_node_nothing_is_restored()
    {
        await Old.DoneAsync("user", "add", "ann");
        await Old.DoneAsync("backup", Archive);
        await using var node = ParleyProcess.Start("--urls", "http://127.0.0.1:0", "--media-port", "0", "--data", Old.Data);
        await node.ReadyAsync();
        Assert.Contains($"(process {node.Id}): stop that node", await Old.RefusedAsync(6, "restore", Archive, "--force"), StringComparison.Ordinal);
        Assert.Contains("ann", await Old.DoneAsync("user", "list"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_server_s_database_it_says_that_it_is_not_there_and_keeps_the_rest()
    {
        var url = PostgresServer.UrlOf(await (await PostgresServer.SharedAsync()).CreateDatabaseAsync());
        Directory.CreateDirectory(Old.Data);
        await File.WriteAllTextAsync(Path.Combine(Old.Data, "secret.key"), Convert.ToBase64String(new byte[32]));
        Cluster.Host.Commands.Clusters.CertificateFolder.Make(Path.Combine(_folder, "nodes"), ["127.0.0.1"], DateTimeOffset.UtcNow);
        string Of(string name) => Path.Combine(_folder, "nodes", name);
        var (exitCode, output, error) = await ParleyProcess.RunAsync(
            "backup", Archive, "--json", "--data", Old.Data, "--database", url, "--set", $"parley.cluster.certificate-file={Of("127.0.0.1.pem")}",
            "--set", $"parley.cluster.key-file={Of("127.0.0.1.key")}", "--set", $"parley.cluster.ca-file={Of("ca.pem")}");
        Assert.Equal((11, "database-elsewhere"), (exitCode, JsonDocument.Parse(error).RootElement.GetProperty("code").GetString()));
        Assert.DoesNotContain("lantern", error, StringComparison.Ordinal);
        Assert.Contains("pg_dump", error, StringComparison.Ordinal);
        Assert.Equal(
            ["secret.key", "files/cluster.certificate-file", "files/cluster.key-file", "files/cluster.ca-file"],
            JsonDocument.Parse(output).RootElement.GetProperty("manifest").GetProperty("files").EnumerateArray().Select(file => file.GetProperty("name").GetString()!));
        Assert.Contains("pg_restore", await New.DoneAsync("restore", Archive), StringComparison.Ordinal);
        Assert.Equal(await File.ReadAllTextAsync(Of("127.0.0.1.key")), await File.ReadAllTextAsync(Path.Combine(New.Data, "from-backup", "cluster.key-file")));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static async Task<JsonElement> JsonAsync(params string[] args)
    {
        var (exitCode, output, error) = await ParleyProcess.RunAsync([.. args, "--json"]);
        Assert.Equal((0, ""), (exitCode, error));
        return JsonDocument.Parse(output).RootElement;
    }
}
