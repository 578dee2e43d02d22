using System.Text.Json;
using System.Text.RegularExpressions;
using Host.Tests.Processes;

namespace Host.Tests.Commands;

/// <summary>Commands typed about one data directory, each a process of its own.</summary>
internal sealed partial class CommandLine(string data)
{
    /// <summary>The directory they are about.</summary>
    public string Data { get; } = data;

    /// <summary>Runs one.</summary>
    public Task<CommandResult> RunAsync(params string[] args) => RunWithAsync("", args);

    /// <summary>Runs one with this on standard input.</summary>
    public async Task<CommandResult> RunWithAsync(string input, params string[] args)
    {
        // Behind two dashes nothing is an option any more.
        var end = Array.IndexOf(args, "--") is >= 0 and var at ? at : args.Length;
        var (exitCode, output, error) = await ParleyProcess.RunWithAsync(input, [.. args[..end], "--data", Data, .. args[end..]]);
        return new CommandResult(exitCode, output, error);
    }

    /// <summary>Runs one that succeeds and says nothing on standard error.</summary>
    public async Task<string> DoneAsync(params string[] args) => (await RunAsync(args)).Done();

    /// <summary>Runs one that succeeds, and reads its JSON.</summary>
    public async Task<JsonElement> JsonAsync(params string[] args) => JsonDocument.Parse(await DoneAsync([.. args.Take(2), .. args.Skip(2).Prepend("--json")])).RootElement;

    /// <summary>Runs one that is refused with this exit code and one sentence.</summary>
    public async Task<string> RefusedAsync(int exitCode, params string[] args) => (await RunAsync(args)).Refused(exitCode);

    /// <summary>The token of the link in what was printed.</summary>
    public static string TokenIn(string output) => Token().Match(output).Groups[1].Value;

    /// <summary>The names in a JSON object, in their order.</summary>
    public static string Names(JsonElement json) => string.Join(' ', json.EnumerateObject().Select(property => property.Name));

    [GeneratedRegex("/account/link#([A-Za-z0-9_-]{64})(?![A-Za-z0-9_-])")]
    private static partial Regex Token();
}

/// <summary>What came of a command.</summary>
internal sealed record CommandResult(int ExitCode, string Output, string Error)
{
    /// <summary>What it printed, after making sure that it succeeded and complained of nothing.</summary>
    public string Done()
    {
        Assert.Equal((0, ""), (ExitCode, Error));
        return Output;
    }

    /// <summary>The sentence, after making sure that there is one and nothing else.</summary>
    public string Refused(int exitCode)
    {
        Assert.Equal("", Output);
        var line = Assert.Single(Error.TrimEnd('\n').Split('\n'));
        Assert.DoesNotContain("   at ", line, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", line, StringComparison.Ordinal);
        Assert.Equal((exitCode, line), (ExitCode, line));
        return line;
    }
}
