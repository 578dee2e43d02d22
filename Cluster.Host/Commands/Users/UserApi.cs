using Cluster.Host.Commands.Access;
using Cluster.Host.Commands.Text;
using Cluster.Web.Admin;

namespace Cluster.Host.Commands.Users;

/// <summary>The admin API's accounts, as the commands ask for them.</summary>
internal static class UserApi
{
    /// <summary>An account's address in the API.</summary>
    public static string PathOf(string login) => $"/users/{Uri.EscapeDataString(login)}";

    /// <summary>All accounts.</summary>
    public static async Task<AdminUserList> ListAsync(AdminClient node)
    {
        List<AdminUser> all = [];
        for (string? next = "", path = "/users"; next is not null; path = $"/users?after={Uri.EscapeDataString(next ?? "")}")
        {
            var page = await node.GetAsync(path, AdminJson.Default.AdminUserList).ConfigureAwait(false);
            all.AddRange(page.Users);
            next = page.Next;
        }

        return new AdminUserList(all, null);
    }

    /// <summary>Asks about an account; when there is none, says which was most likely meant.</summary>
    public static Task<T> OrSuggestAsync<T>(this Task<T> asked, AdminClient node, string login) =>
        asked.WithSuggestionAsync("account-unknown", login, async () => (await ListAsync(node).ConfigureAwait(false)).Users.Select(user => user.Login));
}
