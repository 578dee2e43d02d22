using System.Diagnostics;

namespace Host.Tests.Commands;

/// <summary>What is asked at a terminal: a real one, made by util-linux's <c>script</c>.</summary>
public sealed class TerminalTests(RunningNode node) : IClassFixture<RunningNode>
{
    private const string Password = "three wet lanterns hum";

    [Fact]
    public async Task A_password_is_asked_for_twice_and_not_shown()
    {
        var shown = await TypeAsync(["user", "register", "ann"], [("Password for ann: ", $"{Password}\r"), ("Once more: ", $"{Password}\r")], after: "stty -a");
        Assert.Matches("(?<!-)\\becho\\b", shown);
        Assert.Contains("Added ann", shown, StringComparison.Ordinal);
        Assert.DoesNotContain(Password, shown, StringComparison.Ordinal);
        Assert.DoesNotContain("lanterns", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Giving_up_leaves_the_terminal_as_it_was()
    {
        var shown = await TypeAsync(["user", "register", "dan"], [("Password for dan: ", "lanterns\u0003")], after: "stty -a");
        Assert.DoesNotContain("lanterns", shown, StringComparison.Ordinal);
        Assert.Matches("(?<!-)\\becho\\b", shown);
        await node.Commands.RefusedAsync(6, "user", "show", "dan");
    }

    [Fact]
    public async Task Backspace_takes_back_and_a_second_password_that_differs_changes_nothing()
    {
        var shown = await TypeAsync(["user", "register", "ben"], [("Password for ben: ", $"x\u007f{Password}\r"), ("Once more: ", $"{Password}!\r")]);
        Assert.Contains("differ", shown, StringComparison.Ordinal);
        await node.Commands.RefusedAsync(6, "user", "show", "ben");
        shown = await TypeAsync(["user", "register", "ben"], [("Password for ben: ", $"x\u007f{Password}\r"), ("Once more: ", $"{Password}\r")]);
        Assert.Contains("Added ben", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Removing_asks_first()
    {
        await node.Commands.DoneAsync("user", "add", "cat");
        Assert.Contains("Nothing was changed", await TypeAsync(["user", "remove", "cat"], [("[y/N] ", "\r")]), StringComparison.Ordinal);
        await node.Commands.DoneAsync("user", "show", "cat");
        Assert.Contains("cat is removed", await TypeAsync(["user", "remove", "cat"], [("[y/N] ", "y\r")]), StringComparison.Ordinal);
        await node.Commands.RefusedAsync(6, "user", "show", "cat");
    }

    /// <summary>Types each answer when its question has been asked, and runs another command afterwards; the result is all that was to be seen.</summary>
    private async Task<string> TypeAsync(string[] args, (string Question, string Answer)[] dialogue, string after = "true")
    {
        var command = string.Join(' ', ((string[])["dotnet", Path.Combine(AppContext.BaseDirectory, "parley.dll"), .. args, "--data", node.Commands.Data]).Select(word => $"'{word}'"));
        // Whoever runs the tests in the background ignores SIGINT, and what is ignored is inherited: ^C would do nothing.
        // The shell traps it, because some shells (dash) would end with the command they wait for, and nothing would be run afterwards.
        using var terminal = Process.Start(new ProcessStartInfo("env", ["--default-signal=INT,QUIT", "script", "--quiet", "--return", "--command", $"trap : INT; {command}; {after}", "/dev/null"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            Environment = { ["TERM"] = "xterm", ["SHELL"] = "/bin/sh" },
        })!;
        try
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
            var shown = "";
            var buffer = new char[4_096];
            foreach (var (question, answer) in dialogue)
            {
                while (!shown.Contains(question, StringComparison.Ordinal))
                {
                    var read = await terminal.StandardOutput.ReadAsync(buffer.AsMemory(), patience.Token);
                    Assert.True(read > 0, $"It ended before it asked \"{question}\": {shown}");
                    shown += new string(buffer, 0, read);
                }

                await terminal.StandardInput.WriteAsync(answer.AsMemory(), patience.Token);
                await terminal.StandardInput.FlushAsync(patience.Token);
            }

            shown += await terminal.StandardOutput.ReadToEndAsync(patience.Token);
            await terminal.WaitForExitAsync(patience.Token);
            return shown;
        }
        finally
        {
            if (!terminal.HasExited)
            {
                terminal.Kill(entireProcessTree: true);
            }
        }
    }
}
