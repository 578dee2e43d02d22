using Cluster.Host.Commands.Text;
using Cluster.Web.Admin;

namespace Cluster.Host.Commands.Users;

/// <summary>Accounts in words.</summary>
internal static class UserWords
{
    /// <summary>A table of them.</summary>
    public static string List(AdminUserList list) => list.Users.Count == 0
        ? "There are no accounts yet: parley user add LOGIN makes one."
        : Table.Write(
            ["LOGIN", "NAME", "ROLE", "STATE", "LAST SIGN-IN"],
            list.Users.Select(IReadOnlyList<string> (user) => [user.Login, user.Name, user.Role, State(user), Moments.Show(user.LastSignInAtMs, "never")]));

    /// <summary>One with all there is to know.</summary>
    public static string Show(AdminUserAnswer answer)
    {
        var user = answer.User;
        return Table.Write(
            [
                ("Login", user.Login),
                ("Name", user.Name),
                ("Role", user.Role),
                ("State", State(user)),
                ("Sign-in", user.External is { } provider ? $"by {provider}" : user.HasPassword ? "by password" : "not yet: no password is set"),
                ("Created", Moments.Show(user.CreatedAtMs, "unknown")),
                ("Last sign-in", Moments.Show(user.LastSignInAtMs, "never")),
                .. user.Links.Select(link => ("Open link", $"{link.Purpose}, until {Moments.Show(link.ExpiresAtMs)}")),
            ]);
    }

    /// <summary>A new link: who may use it, and until when.</summary>
    public static string Link(string done, AdminUserAnswer answer)
    {
        var (user, link) = (answer.User, answer.Link!);
        return $"""
            {done} Send {user.Login} this link, and nobody else: whoever opens it first sets the password.

              {link.Url}

            It works once, until {Moments.Show(link.ExpiresAtMs)}.
            """;
    }

    private static string State(AdminUser user) =>
        user.Disabled ? "disabled"
        : user.HasPassword || user.External is not null ? "active"
        : user.Links.Count > 0 ? $"invited until {Moments.Show(user.Links.Max(link => link.ExpiresAtMs))}"
        : "no password and no open link";
}
