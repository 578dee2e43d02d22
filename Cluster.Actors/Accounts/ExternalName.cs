using System.Globalization;
using Cluster.Actors.Text;

namespace Cluster.Actors.Accounts;

/// <summary>Makes a login name and a name for display of what another provider says, whatever that is.</summary>
internal static class ExternalName
{
    private const string Somebody = "user";

    // Leaves place for a number.
    private const int LoginChars = AccountName.CharsMax - 10;

    /// <summary>A login name near what the provider says.</summary>
    public static AccountName LoginOf(string raw)
    {
        var joined = string.Join('.', raw[..Math.Min(raw.Length, LoginChars)].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return AccountName.TryCreate(joined, out var name, out _) || AccountName.TryCreate(Somebody, out name, out _) ? name : default;
    }

    /// <summary>A name for display; the login name when the provider says nothing that can be shown.</summary>
    public static string DisplayOf(string raw, AccountName login, int charsMax)
    {
        var line = PlainText.Line(raw[..Math.Min(raw.Length, charsMax)], charsMax);
        return line ?? login.Value[..Math.Min(login.Value.Length, charsMax)];
    }

    /// <summary>The name itself as the first, and with a number after it as any other.</summary>
    public static AccountName Numbered(AccountName name, int number)
    {
        var raw = number == 1 ? name.Value : string.Create(CultureInfo.InvariantCulture, $"{name.Value}-{number}");
        return AccountName.TryCreate(raw, out var numbered, out _) ? numbered : name;
    }
}
