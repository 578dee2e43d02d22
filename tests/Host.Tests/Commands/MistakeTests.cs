using Cluster.Host.Configuration;
using Host.Tests.Processes;

namespace Host.Tests.Commands;

/// <summary>A command that is mistyped ends with exit code 2 and one sentence that says how it goes.</summary>
public sealed class MistakeTests
{
    [Theory]
    [InlineData("usr", "did you mean user")]
    [InlineData("user ad ann", "did you mean add")]
    [InlineData("user", "parley user --help")]
    [InlineData("user add", "parley user add --help")]
    [InlineData("user add ann ben", "parley user add --help")]
    [InlineData("user add ann --nmae x", "did you mean --name")]
    [InlineData("room set quiet", "Nothing was said to change")]
    [InlineData("room set quiet --lobby maybe", "on")]
    [InlineData("room set quiet --size many", "whole number")]
    [InlineData("room set quiet --expires yesterday", "2026-12-31")]
    [InlineData("user passwd ann --expires 2h", "--link")]
    [InlineData("user invite ann --keep --revoke", "--keep or --revoke")]
    [InlineData("completion tcsh", "bash")]
    [InlineData("--data somewhere user list", "behind parley user list")]
    [InlineData("--urls http://127.0.0.1:0 serve", "behind parley serve")]
    public async Task On_the_command_line(string typed, string said)
    {
        var (exitCode, output, error) = await ParleyProcess.RunAsync(typed.Split(' '));
        Assert.Contains(said, new CommandResult(exitCode, output, error).Refused(2), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Exit_codes_are_in_the_help()
    {
        var help = (await ParleyProcess.RunAsync("--help")).Output;
        Assert.All(Enum.GetValues<ExitCode>(), code => Assert.Contains($" {(int)code} ", help.Replace('\n', ' '), StringComparison.Ordinal));
    }
}
