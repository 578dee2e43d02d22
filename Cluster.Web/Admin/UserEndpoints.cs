using Cluster.Actors.Accounts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Cluster.Web.Admin;

/// <summary><c>/users</c>: accounts and their one-time links.</summary>
internal static class UserEndpoints
{
    /// <summary>Accounts in one answer.</summary>
    private const int UsersMax = 500;

    public static void MapUsers(this IEndpointRouteBuilder routes, AdminServices services)
    {
        var accounts = services.Accounts;
        var links = new UserLinks(accounts, services.Settings, services.Process.PublicUrl);
        routes.Map("GET", "/users", context => ListAsync(context, accounts));
        routes.Map("POST", "/users", async context =>
        {
            var it = await context.ReadAsync(AdminJson.Default.AdminUserAdd).ConfigureAwait(false);
            await AnswerAsync(context, await AddAsync(it, accounts, links).ConfigureAwait(false), StatusCodes.Status201Created).ConfigureAwait(false);
        });
        routes.Map("GET", "/users/{login}", async context =>
            await ShowAsync(context, accounts, await accounts.OfAsync(context).ConfigureAwait(false)).ConfigureAwait(false));
        routes.Map("PATCH", "/users/{login}", async context =>
        {
            var patch = await context.ReadAsync(AdminJson.Default.AdminUserPatch).ConfigureAwait(false);
            var account = await accounts.OfAsync(context).ConfigureAwait(false);
            await ChangeAsync(accounts, account, patch).ConfigureAwait(false);
            await ShowAsync(context, accounts, account).ConfigureAwait(false);
        });
        routes.Map("DELETE", "/users/{login}", async context =>
        {
            (await accounts.RemoveAsync(await accounts.OfAsync(context).ConfigureAwait(false)).ConfigureAwait(false)).OrThrow();
            await context.DoneAsync().ConfigureAwait(false);
        });
        routes.Map("PUT", "/users/{login}/password", async context =>
        {
            var it = await context.ReadAsync(AdminJson.Default.AdminPassword).ConfigureAwait(false);
            var account = await accounts.OfAsync(context).ConfigureAwait(false);
            (await accounts.SetPasswordAsync(account, it.Password).ConfigureAwait(false)).OrThrow();
            await ShowAsync(context, accounts, account).ConfigureAwait(false);
        });
        routes.Map("POST", "/users/{login}/links", async context =>
        {
            var it = await context.ReadAsync(AdminJson.Default.AdminLinkAdd).ConfigureAwait(false);
            var account = await accounts.OfAsync(context).ConfigureAwait(false);
            await AnswerAsync(context, await links.AddAsync(account, it).ConfigureAwait(false), StatusCodes.Status201Created).ConfigureAwait(false);
        });
        routes.Map("DELETE", "/users/{login}/links", async context =>
        {
            var account = await accounts.OfAsync(context).ConfigureAwait(false);
            (await accounts.RevokeLinksAsync(account).ConfigureAwait(false)).OrThrow();
            await ShowAsync(context, accounts, account).ConfigureAwait(false);
        });
    }

    private static async Task ListAsync(HttpContext context, AccountDirectory accounts)
    {
        string? after = context.Request.Query["after"];
        var found = await accounts.ListAsync(string.IsNullOrEmpty(after) ? null : after, UsersMax + 1).ConfigureAwait(false);
        var shown = found.Take(UsersMax).Select(UserAnswers.Show).ToArray();
        await context.AnswerAsync(
            new AdminUserList(shown, found.Count > UsersMax ? shown[^1].Login : null), AdminJson.Default.AdminUserList).ConfigureAwait(false);
    }

    private static async Task<AdminUserAnswer> AddAsync(AdminUserAdd it, AccountDirectory accounts, UserLinks links)
    {
        var role = UserAnswers.Role(it.Role) ?? AccountRole.Host;
        var name = string.IsNullOrWhiteSpace(it.Name) ? it.Login : it.Name;
        if (it.Password is { } password)
        {
            var created = (await accounts.CreateAsync(it.Login, name, password, role).ConfigureAwait(false)).OrThrow<AccountReply.Created>();
            return new AdminUserAnswer(await accounts.ReadAsync(created.Account).ConfigureAwait(false));
        }

        var lifetime = links.Lifetime(LinkPurpose.Invite, it.LinkLifetimeMs);
        var linked = (await accounts.AddAsync(it.Login, name, role, lifetime).ConfigureAwait(false)).OrThrow<AccountReply.Linked>();
        return new AdminUserAnswer(await accounts.ReadAsync(linked.Account).ConfigureAwait(false), links.Show(linked.Link));
    }

    private static async Task ChangeAsync(AccountDirectory accounts, AccountId account, AdminUserPatch patch)
    {
        if (patch.Name is { } name)
        {
            (await accounts.RenameAsync(account, name).ConfigureAwait(false)).OrThrow();
        }

        if (UserAnswers.Role(patch.Role) is { } role)
        {
            (await accounts.SetRoleAsync(account, role).ConfigureAwait(false)).OrThrow();
        }

        if (patch.Disabled is { } disabled)
        {
            (await (disabled ? accounts.DisableAsync(account) : accounts.EnableAsync(account)).ConfigureAwait(false)).OrThrow();
        }
    }

    private static async Task ShowAsync(HttpContext context, AccountDirectory accounts, AccountId account) =>
        await AnswerAsync(context, new AdminUserAnswer(await accounts.ReadAsync(account).ConfigureAwait(false))).ConfigureAwait(false);

    private static Task AnswerAsync(HttpContext context, AdminUserAnswer answer, int status = StatusCodes.Status200OK) =>
        context.AnswerAsync(answer, AdminJson.Default.AdminUserAnswer, status);
}
