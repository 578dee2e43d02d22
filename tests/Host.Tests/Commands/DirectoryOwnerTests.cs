using System.Diagnostics;

namespace Host.Tests.Commands;

/// <summary>Whoever types a command, what it leaves in a data directory is that directory's owner's: also when root types it.</summary>
public sealed class DirectoryOwnerTests : IDisposable
{
    // Where everybody may look: not below a directory that is one user's own.
    private readonly string _data = Directory.CreateDirectory($"/var/tmp/parley-owner-{Guid.NewGuid():N}").FullName;

    [Fact]
    public async Task Files_are_the_owners()
    {
        await RunAsync("chmod", "700", _data);
        if (Environment.UserName == "root")
        {
            await RunAsync("chown", "nobody", _data);
        }

        var owner = await RunAsync("stat", "--format=%U", _data);
        await new CommandLine(_data).DoneAsync("user", "add", "ann");
        var files = Directory.GetFiles(_data);
        Assert.Contains(Path.Combine(_data, "parley.db"), files);
        foreach (var file in files)
        {
            Assert.Equal((file, owner), (file, await RunAsync("stat", "--format=%U", file)));
        }
    }

    public void Dispose() => Directory.Delete(_data, recursive: true);

    private static async Task<string> RunAsync(string program, params string[] args)
    {
        using var process = Process.Start(new ProcessStartInfo(program, args) { RedirectStandardOutput = true })!;
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var output = await process.StandardOutput.ReadToEndAsync(patience.Token);
        await process.WaitForExitAsync(patience.Token);
        Assert.Equal(0, process.ExitCode);
        return output.Trim();
    }
}
