using System.Diagnostics;
using Host.Tests.Processes;

namespace Host.Tests.Commands;

/// <summary>What a shell offers when somebody presses Tab: bash itself is asked.</summary>
public sealed class CompletionTests
{
    [Theory]
    [InlineData("parley ", "api-key backup cluster completion doctor media node restore room serve settings status user")]
    [InlineData("parley u", "user")]
    [InlineData("parley user ", "add disable enable invite list passwd register remove role show")]
    [InlineData("parley user re", "register remove")]
    [InlineData("parley user add ann --", "--admin --config --data --expires --help --json --name --operator")]
    [InlineData("parley user role ann ", "admin host operator")]
    [InlineData("parley room set quiet --may-share ", "everyone moderators")]
    [InlineData("parley room set quiet --may-share e", "everyone")]
    [InlineData("parley room set quiet --lobby=", "off on")]
    [InlineData("parley room set --title user --lob", "--lobby")]
    [InlineData("parley room set --title ", "")]
    [InlineData("parley settings set ", "rooms.creation rooms.host-grace rooms.when-hosts-leave")]
    [InlineData("parley --data /usr/loc", "/usr/local")]
    [InlineData("parley user list --config /etc/passw", "/etc/passwd")]
    [InlineData("parley completion ", "bash fish zsh")]
    public async Task Bash_offers(string typed, string offered)
    {
        var (exitCode, script, error) = await ParleyProcess.RunAsync("completion", "bash");
        Assert.Equal((0, ""), (exitCode, error));
        // What the shell would have split the line into, by its own rules.
        var ask = script + """

            line=$1
            COMP_WORDBREAKS=$' \t\n"\'><=;|&(:'
            read -r -a COMP_WORDS <<<"${line//=/ = }"
            [[ $line == *[\ =] ]] && COMP_WORDS+=('')
            COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            _parley
            printf '%s\n' "${COMPREPLY[@]}" | LC_ALL=C sort -u
            """;
        Assert.Equal(offered, string.Join(' ', (await BashAsync(ask, typed)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(word => !word.EndsWith('-'))));
    }

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    public async Task Every_command_is_in_every_script(string shell)
    {
        var script = (await ParleyProcess.RunAsync("completion", shell)).Output;
        Assert.All(
            (string[])["user add", "user remove", "room set", "room password", "settings reset", "completion"],
            command => Assert.Contains(command.Split(' ')[^1], script, StringComparison.Ordinal));
        Assert.DoesNotContain("-?", script, StringComparison.Ordinal);
        Assert.DoesNotContain("-s ?", script, StringComparison.Ordinal);
        Assert.Contains(shell == "fish" ? "-l may-share" : "--may-share", script, StringComparison.Ordinal);
    }

    private static async Task<string> BashAsync(string script, string argument)
    {
        using var bash = Process.Start(new ProcessStartInfo("bash", ["--norc", "-s", "--", argument])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        await bash.StandardInput.WriteAsync(script);
        bash.StandardInput.Close();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var said = await bash.StandardOutput.ReadToEndAsync(patience.Token);
        Assert.Equal("", await bash.StandardError.ReadToEndAsync(patience.Token));
        await bash.WaitForExitAsync(patience.Token);
        return said;
    }
}
