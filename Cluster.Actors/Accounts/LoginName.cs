namespace Cluster.Actors.Accounts;

/// <summary>
/// What a person types to sign in: <c>ann</c>, or <c>ann@domain</c> where the domain is this server's. The whole text
/// is tried first, for a login name may have an '@' of its own.
/// </summary>
internal static class LoginName
{
    /// <summary>The names to look for, in this order; none when the text cannot be a name.</summary>
    /// <param name="host">The host of the request, with or without a port; null when there is none.</param>
    public static IReadOnlyList<AccountName> Candidates(string? typed, IReadOnlyList<string> domains, string? host)
    {
        if (!AccountName.TryCreate(typed, out var whole, out _))
        {
            return [];
        }

        var at = whole.Value.LastIndexOf('@');
        return at > 0 && IsOurs(whole.Value[(at + 1)..], domains, host) && AccountName.TryCreate(whole.Value[..at], out var plain, out _)
            ? [whole, plain]
            : [whole];
    }

    private static bool IsOurs(string domain, IReadOnlyList<string> domains, string? host) =>
        domain.Length > 0 && domains.Append(WithoutPort(host)).Any(ours => ours.Equals(domain, StringComparison.OrdinalIgnoreCase));

    private static string WithoutPort(string? host)
    {
        var colon = host?.LastIndexOf(':') ?? -1;
        return colon > 0 && host is not null && host.AsSpan(colon + 1).IndexOfAnyExceptInRange('0', '9') < 0 ? host[..colon] : host ?? "";
    }
}
