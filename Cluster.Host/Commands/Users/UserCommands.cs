using System.CommandLine;
using Cluster.Host.Commands.Text;
using Cluster.Web.Admin;

namespace Cluster.Host.Commands.Users;

/// <summary><c>parley user</c>: who may sign in.</summary>
internal static class UserCommands
{
    /// <summary>An account that is there.</summary>
    internal static readonly Argument<string> Login = new("LOGIN") { Description = "The account's login name" };

    private static readonly Option<bool> s_yes = new("--yes", "-y") { Description = "Does not ask first" };

    private static readonly Argument<string> s_role = ChooseRole();

    /// <summary>The word and what is below it.</summary>
    public static Command Build() => NodeCommand.Group(
        "user",
        "Accounts: who may open rooms and moderate.",
        NewUserCommands.Add(),
        NodeCommand.Create("list", "Lists the accounts.", [], async run =>
            run.Answer(await UserApi.ListAsync(await run.NodeAsync().ConfigureAwait(false)).ConfigureAwait(false), UserWords.List)),
        NodeCommand.Create("show", "Shows an account and its open links.", [Login], async run =>
        {
            var (node, login) = (await run.NodeAsync().ConfigureAwait(false), run.Value(Login));
            var answer = await node.GetAsync(UserApi.PathOf(login), AdminJson.Default.AdminUserAnswer).OrSuggestAsync(node, login).ConfigureAwait(false);
            run.Answer(answer, UserWords.Show);
        }),
        NodeCommand.Create("disable", "Bars an account from signing in and ends its sessions.", [Login], run =>
            PatchAsync(run, new AdminUserPatch(Disabled: true), user => $"{user.Login} is disabled and signed out everywhere.")),
        NodeCommand.Create("enable", "Lets a disabled account sign in again.", [Login], run =>
            PatchAsync(run, new AdminUserPatch(Disabled: false), user => $"{user.Login} is enabled.")),
        PasswordCommands.Invite(),
        PasswordCommands.Passwd(),
        NewUserCommands.Register(),
        NodeCommand.Create("role", "Makes an account a host, an operator, who sees how the cluster is, or an admin, who runs it and moderates every room.", [Login, s_role], run =>
            PatchAsync(run, new AdminUserPatch(Role: run.Value(s_role)), user => $"{user.Login} is {(user.Role == "host" ? "a" : "an")} {user.Role} now.")),
        NodeCommand.Create("remove", "Removes an account and erases what is known of the person.", [Login, s_yes], RemoveAsync));

    private static async Task PatchAsync(CommandRun run, AdminUserPatch patch, Func<AdminUser, string> words)
    {
        var (node, login) = (await run.NodeAsync().ConfigureAwait(false), run.Value(Login));
        var answer = await node
            .SendAsync(HttpMethod.Patch, UserApi.PathOf(login), patch, AdminJson.Default.AdminUserPatch, AdminJson.Default.AdminUserAnswer)
            .OrSuggestAsync(node, login).ConfigureAwait(false);
        run.Answer(answer, it => words(it.User));
    }

    private static async Task RemoveAsync(CommandRun run)
    {
        var login = run.Value(Login);
        if (!run.Value(s_yes))
        {
            Confirmation.Ask(
                $"Remove {login}? Its name, login, password, links and sessions are erased for good, and rooms that name it as moderator lose it.");
        }

        var node = await run.NodeAsync().ConfigureAwait(false);
        var answer = await RemoveAsync().OrSuggestAsync(node, login).ConfigureAwait(false);
        run.Answer(answer, it => $"{it.Removed} is removed and its data erased.");

        async Task<AdminRemoved> RemoveAsync()
        {
            await node.DeleteAsync(UserApi.PathOf(login)).ConfigureAwait(false);
            return new AdminRemoved(login);
        }
    }

    private static Argument<string> ChooseRole()
    {
        var role = new Argument<string>("ROLE") { Description = "host, operator or admin" };
        role.AcceptOnlyFromAmong("host", "operator", "admin");
        return role;
    }
}
