using System.CommandLine;
using Cluster.Host.Commands.Text;
using Cluster.Web.Admin;

namespace Cluster.Host.Commands.Users;

/// <summary><c>parley user add</c> and <c>register</c>: an account for somebody, by a link or with a password at once.</summary>
internal static class NewUserCommands
{
    private static readonly Argument<string> s_login = new("LOGIN") { Description = "The login name the account is to have" };

    private static readonly Option<string?> s_name = new("--name") { HelpName = "NAME", Description = "The person's name as others see it [default: the login name]" };

    private static readonly Option<bool> s_admin = new("--admin") { Description = "Makes it an admin, who runs the server and moderates every room" };

    private static readonly Option<bool> s_operator = new("--operator") { Description = "Makes it an operator, who sees how the cluster is and changes nothing" };

    /// <summary>How long a one-time link lives.</summary>
    internal static readonly Option<string?> Expires = new("--expires") { HelpName = "DURATION", Description = "How long the link works, such as 12h or 30d [default: 7d, for a forgotten password 1d]" };

    /// <summary><c>user add</c></summary>
    public static Command Add() => NodeCommand.Create(
        "add", "Makes an account and prints a one-time link, with which the person sets a password.", [s_login, s_name, s_admin, s_operator, Expires], async run =>
        {
            var add = New(run) with { LinkLifetimeMs = Lifetime(run) };
            run.Answer(await PostAsync(run, add).ConfigureAwait(false), answer => UserWords.Link($"Added {answer.User.Login}.", answer));
        });

    /// <summary><c>user register</c></summary>
    public static Command Register() => NodeCommand.Create(
        "register", "Makes an account with a password, typed twice at a terminal or sent as one line of standard input.", [s_login, s_name, s_admin, s_operator], async run =>
        {
            var add = New(run) with { Password = PasswordInput.Read($"Password for {run.Value(s_login)}") };
            run.Answer(await PostAsync(run, add).ConfigureAwait(false), answer => $"Added {answer.User.Login}, who can sign in now.");
        });

    /// <summary>What was typed for <c>--expires</c>, in milliseconds.</summary>
    internal static long? Lifetime(CommandRun run) => run.Value(Expires) is { } text ? Moments.ReadLength("--expires", text) : null;

    private static AdminUserAdd New(CommandRun run) => new(run.Value(s_login), run.Value(s_name), run.Value(s_admin) ? "admin" : run.Value(s_operator) ? "operator" : "host");

    private static async Task<AdminUserAnswer> PostAsync(CommandRun run, AdminUserAdd add) => await (await run.NodeAsync().ConfigureAwait(false))
        .SendAsync(HttpMethod.Post, "/users", add, AdminJson.Default.AdminUserAdd, AdminJson.Default.AdminUserAnswer).ConfigureAwait(false);
}
