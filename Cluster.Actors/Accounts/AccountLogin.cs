using Cluster.Actors.Security;

namespace Cluster.Actors.Accounts;

/// <summary>What a check of a password found: the row when it is right, none when it is wrong.</summary>
internal sealed record AccountLogin(AccountRow? Row, bool Busy = false)
{
    /// <summary>
    /// Reads the row and checks the password; always one read and one slow hash, whether there is an account or not. A
    /// hash that is weaker than today's is replaced.
    /// </summary>
    public static async Task<AccountLogin> CheckAsync(AccountServices services, AccountId id, bool mayLogIn, string? password)
    {
        var row = await services.Table.ReadAsync(id).ConfigureAwait(false);
        var guess = password is { Length: > 0 } && password.Length <= services.Settings.PasswordChars ? password : "";
        var hash = mayLogIn && row is { PasswordHash.Length: > 0 } ? row.PasswordHash : null;
        var check = await services.Passwords.CheckAsync(hash, guess).ConfigureAwait(false);
        if (check == PasswordCheck.RightButWeak && await services.Passwords.HashAsync(guess).ConfigureAwait(false) is { } better)
        {
            await services.Table.SetHashAsync(id, better).ConfigureAwait(false);
        }

        return check switch
        {
            null => new AccountLogin(Row: null, Busy: true),
            PasswordCheck.Wrong => new AccountLogin(Row: null),
            _ => new AccountLogin(row),
        };
    }
}
