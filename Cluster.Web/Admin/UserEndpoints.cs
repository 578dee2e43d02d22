using Cluster.Actors.Accounts;
using Microsoft.AspNetCore.Http;

namespace Cluster.Web.Admin;

/// <summary><c>/users</c>: accounts and their one-time links.</summary>
internal static class UserEndpoints
{
    /// <summary>Accounts in one answer.</summary>
    private const int UsersMax = 500;

    public static IEnumerable<AdminEndpoint> All() =>
    [
        AdminEndpoint.Get("/users", "listUsers", "Accounts in the order of their login names, 500 a page.", AdminJson.Default.AdminUserList, ListAsync)
            .With(("after", "The login name the page before ended with.")),
        AdminEndpoint.Change(
            "POST", "/users", AdminScope.Users, "addUser", "Makes an account, and a one-time link unless a password is given.",
            AdminJson.Default.AdminUserAdd, AdminJson.Default.AdminUserAnswer, AddAsync, StatusCodes.Status201Created),
        AdminEndpoint.Get("/users/{login}", "showUser", "An account and its open links.", AdminJson.Default.AdminUserAnswer, async call =>
            await ShowAsync(call, await OfAsync(call, touching: false).ConfigureAwait(false)).ConfigureAwait(false)),
        AdminEndpoint.Change(
            "PATCH", "/users/{login}", AdminScope.Users, "changeUser", "Changes an account's name or role, bars it or lets it in again.",
            AdminJson.Default.AdminUserPatch, AdminJson.Default.AdminUserAnswer, async (call, patch) =>
            {
                var account = await OfAsync(call).ConfigureAwait(false);
                await ChangeAsync(call, account, patch).ConfigureAwait(false);
                return await ShowAsync(call, account).ConfigureAwait(false);
            }),
        AdminEndpoint.Do("DELETE", "/users/{login}", AdminScope.Users, "removeUser", "Removes an account and erases what is personal of it.", async call =>
            (await call.Services.Accounts.RemoveAsync(await OfAsync(call).ConfigureAwait(false)).ConfigureAwait(false)).OrThrow()),
        AdminEndpoint.Change(
            "PUT", "/users/{login}/password", AdminScope.Users, "setUserPassword", "Gives an account another password and ends its sessions.",
            AdminJson.Default.AdminPassword, AdminJson.Default.AdminUserAnswer, async (call, it) =>
            {
                var account = await OfAsync(call).ConfigureAwait(false);
                (await call.Services.Accounts.SetPasswordAsync(account, it.Password).ConfigureAwait(false)).OrThrow();
                return await ShowAsync(call, account).ConfigureAwait(false);
            }),
        AdminEndpoint.Change(
            "POST", "/users/{login}/links", AdminScope.Users, "addUserLink", "Makes a one-time link; those before it end unless kept.",
            AdminJson.Default.AdminLinkAdd, AdminJson.Default.AdminUserAnswer, async (call, it) =>
                await LinksOf(call).AddAsync(await OfAsync(call).ConfigureAwait(false), it).ConfigureAwait(false), StatusCodes.Status201Created),
        AdminEndpoint.Change(
            "DELETE", "/users/{login}/links", AdminScope.Users, "removeUserLinks", "Makes an account's open links useless.",
            AdminJson.Default.AdminUserAnswer, async call =>
            {
                var account = await OfAsync(call).ConfigureAwait(false);
                (await call.Services.Accounts.RevokeLinksAsync(account).ConfigureAwait(false)).OrThrow();
                return await ShowAsync(call, account).ConfigureAwait(false);
            }),
    ];

    private static UserLinks LinksOf(AdminCall call) => new(call.Services.Accounts, call.Services.Settings, call.Services.Process.PublicUrl);

    /// <summary>The account whose login name is in the address.</summary>
    /// <param name="touching">It is about to be changed: an administrator's not by a key.</param>
    private static async Task<AccountId> OfAsync(AdminCall call, bool touching = true)
    {
        var login = call.Path("login");
        var account = await call.Services.Accounts.FindAsync(login).ConfigureAwait(false)
            ?? throw new AdminRefusal("account-unknown", $"There is no account \"{login}\".");
        call.IsAbout(account.Value);
        if (touching && !call.Caller.MayTouchAdmins && (await call.Services.Accounts.ReadAsync(account).ConfigureAwait(false)).Role != "host")
        {
            throw NotByKey;
        }

        return account;
    }

    private static AdminRefusal NotByKey => new("not-allowed", "No API key makes or changes administrators and operators: an administrator does.");

    private static async Task<AdminUserList> ListAsync(AdminCall call)
    {
        var after = call.Query("after");
        var found = await call.Services.Accounts.ListAsync(after.Length == 0 ? null : after, UsersMax + 1).ConfigureAwait(false);
        var shown = found.Take(UsersMax).Select(UserAnswers.Show).ToArray();
        return new AdminUserList(shown, found.Count > UsersMax ? shown[^1].Login : null);
    }

    private static async Task<AdminUserAnswer> AddAsync(AdminCall call, AdminUserAdd it)
    {
        var (accounts, links) = (call.Services.Accounts, LinksOf(call));
        var role = UserAnswers.Role(it.Role) ?? AccountRole.Host;
        if (role != AccountRole.Host && !call.Caller.MayTouchAdmins)
        {
            throw NotByKey;
        }

        call.About($"role: {AccountRoles.NameOf(role)}");
        var name = string.IsNullOrWhiteSpace(it.Name) ? it.Login : it.Name;
        if (it.Password is { } password)
        {
            var created = (await accounts.CreateAsync(it.Login, name, password, role).ConfigureAwait(false)).OrThrow<AccountReply.Created>();
            call.IsAbout(created.Account.Value);
            return new AdminUserAnswer(await accounts.ReadAsync(created.Account).ConfigureAwait(false));
        }

        var lifetime = links.Lifetime(LinkPurpose.Invite, it.LinkLifetimeMs);
        var linked = (await accounts.AddAsync(it.Login, name, role, lifetime).ConfigureAwait(false)).OrThrow<AccountReply.Linked>();
        call.IsAbout(linked.Account.Value);
        return new AdminUserAnswer(await accounts.ReadAsync(linked.Account).ConfigureAwait(false), links.Show(linked.Link));
    }

    private static async Task ChangeAsync(AdminCall call, AccountId account, AdminUserPatch patch)
    {
        var accounts = call.Services.Accounts;
        if (UserAnswers.Role(patch.Role) is not (null or AccountRole.Host) && !call.Caller.MayTouchAdmins)
        {
            throw NotByKey;
        }

        call.About($"{(patch.Role is { } word ? $"role: {word} " : "")}{(patch.Disabled is { } off ? $"disabled: {(off ? "yes" : "no")}" : "")}".Trim());
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

    private static async Task<AdminUserAnswer> ShowAsync(AdminCall call, AccountId account) =>
        new(await call.Services.Accounts.ReadAsync(account).ConfigureAwait(false));
}
