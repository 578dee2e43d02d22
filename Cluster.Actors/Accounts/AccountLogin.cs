using Cluster.Actors.Security;

namespace Cluster.Actors.Accounts;

/// <summary>What a check of a login found: a name when it is right, neither when it is wrong.</summary>
internal sealed record AccountLogin(string? Name, bool Busy = false)
{
    /// <summary>
    /// Reads the row and checks the password; always one read and one slow hash, whether there is an account or not.
    /// A hash that is weaker than today's is replaced.
    /// </summary>
    public static async Task<AccountLogin> CheckAsync(AccountServices services, AccountId id, bool mayLogIn, string? password)
    {
        var row = await services.Table.ReadAsync(id).ConfigureAwait(false);
        var guess = password is { Length: > 0 } && password.Length <= services.Settings.PasswordChars ? password : "";
        var check = await services.Passwords.CheckAsync(mayLogIn ? row?.PasswordHash : null, guess).ConfigureAwait(false);
        if (check == PasswordCheck.RightButWeak && await services.Passwords.HashAsync(guess).ConfigureAwait(false) is { } better)
        {
            await services.Table.RehashAsync(id, better).ConfigureAwait(false);
        }

        return check switch
        {
            null => new AccountLogin(Name: null, Busy: true),
            PasswordCheck.Wrong => new AccountLogin(Name: null),
            _ => new AccountLogin(row?.Name),
        };
    }
}
