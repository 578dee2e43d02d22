using System.Text.RegularExpressions;
using Host.Tests.Processes;

namespace Host.Tests.Commands;

/// <summary>A node that runs for all tests of a class, on a directory of its own.</summary>
public sealed partial class RunningNode : IAsyncLifetime
{
    private readonly string _data = Directory.CreateTempSubdirectory("parley-command-").FullName;
    private ParleyProcess? _parley;

    /// <summary>Where it listens.</summary>
    public Uri Url { get; private set; } = new("http://127.0.0.1");

    /// <summary>Commands about it.</summary>
    internal CommandLine Commands => new(_data);

    public async Task InitializeAsync()
    {
        _parley = ParleyProcess.Start("--urls", "http://127.0.0.1:0", "--media-port", "0", "--media-address", "127.0.0.1", "--data", _data);
        Url = new Uri(Address().Match(string.Join('\n', await _parley.ReadyAsync())).Value);
    }

    public async Task DisposeAsync()
    {
        await _parley!.DisposeAsync();
        Directory.Delete(_data, recursive: true);
    }

    [GeneratedRegex("http://127\\.0\\.0\\.1:[0-9]+")]
    private static partial Regex Address();
}
