using System.CommandLine;
using Cluster.Host.Commands.Access;
using Cluster.Host.Commands.Text;
using Cluster.Web.Admin;

namespace Cluster.Host.Commands.Users;

/// <summary><c>parley user invite</c> and <c>passwd</c>: a new link, or a new password.</summary>
internal static class PasswordCommands
{
    private static readonly Option<bool> s_keep = new("--keep") { Description = "Lets links made before work on" };

    private static readonly Option<bool> s_revoke = new("--revoke") { Description = "Makes no new link: only ends those made before" };

    private static readonly Option<bool> s_link = new("--link") { Description = "Asks for no password: prints a one-time link with which the person sets a new one" };

    /// <summary><c>user invite</c></summary>
    public static Command Invite() => NodeCommand.Create(
        "invite", "Prints a new one-time link; those made before end.", [UserCommands.Login, NewUserCommands.Expires, s_keep, s_revoke], async run =>
        {
            if (!run.Value(s_revoke))
            {
                await LinkAsync(run, new AdminLinkAdd(Purpose: null, NewUserCommands.Lifetime(run), run.Value(s_keep))).ConfigureAwait(false);
                return;
            }

            if (run.Value(s_keep))
            {
                throw CommandRefusedException.ForCommandLine("Links can be kept or revoked: leave out --keep or --revoke.");
            }

            var (node, login) = (await run.NodeAsync().ConfigureAwait(false), run.Value(UserCommands.Login));
            var answer = await node.SendAsync(HttpMethod.Delete, $"{UserApi.PathOf(login)}/links", AdminJson.Default.AdminUserAnswer)
                .OrSuggestAsync(node, login).ConfigureAwait(false);
            run.Answer(answer, it => $"No link for {it.User.Login} works any more.");
        });

    /// <summary><c>user passwd</c></summary>
    public static Command Passwd() => NodeCommand.Create(
        "passwd",
        "Sets an account's password, typed twice at a terminal or sent as one line of standard input, and ends its sessions.",
        [UserCommands.Login, s_link, NewUserCommands.Expires],
        async run =>
        {
            if (run.Value(s_link))
            {
                await LinkAsync(run, new AdminLinkAdd("reset", NewUserCommands.Lifetime(run))).ConfigureAwait(false);
                return;
            }

            if (run.Value(NewUserCommands.Expires) is not null)
            {
                throw CommandRefusedException.ForCommandLine("Only a link expires: say --link too, or leave out --expires.");
            }

            var login = run.Value(UserCommands.Login);
            var password = new AdminPassword(PasswordInput.Read($"New password for {login}"));
            var node = await run.NodeAsync().ConfigureAwait(false);
            var answer = await node
                .SendAsync(HttpMethod.Put, $"{UserApi.PathOf(login)}/password", password, AdminJson.Default.AdminPassword, AdminJson.Default.AdminUserAnswer)
                .OrSuggestAsync(node, login).ConfigureAwait(false);
            run.Answer(answer, it => $"The password of {it.User.Login} is changed.");
        });

    private static async Task LinkAsync(CommandRun run, AdminLinkAdd asked)
    {
        var (node, login) = (await run.NodeAsync().ConfigureAwait(false), run.Value(UserCommands.Login));
        var answer = await node
            .SendAsync(HttpMethod.Post, $"{UserApi.PathOf(login)}/links", asked, AdminJson.Default.AdminLinkAdd, AdminJson.Default.AdminUserAnswer)
            .OrSuggestAsync(node, login).ConfigureAwait(false);
        run.Answer(answer, it => UserWords.Link("There is a new link.", it));
    }
}
