namespace Cluster.Host.Tls.Acme;

/// <summary>Says in words what an authority found wrong, and what to do about it.</summary>
internal static class AcmeWords
{
    private const int DetailCharsMax = 300;

    /// <summary>A sentence about a problem.</summary>
    /// <param name="authority">The authority's host.</param>
    /// <param name="what">The name it is about, or all of them.</param>
    /// <param name="challenge">The way of proving that was tried; null: it did not come to that.</param>
    public static string Explain(string authority, string what, ProblemDocument? problem, ChallengeKind? challenge = null)
    {
        var port = challenge == ChallengeKind.TlsAlpn01 ? 443 : 80;
        var remedy = AcmeException.Kinds(problem) switch
        {
            "connection" => $"it could not connect to {what} on TCP port {port}: open that port in every firewall on the way, and check that the DNS record of {what} leads to this server",
            "dns" => $"it found no address of {what}: add A (and AAAA) records in the DNS that lead to this server, and wait until they are known",
            "unauthorized" or "incorrectResponse" => $"what it found at {what} on TCP port {port} was not this server's answer: its DNS records, IPv6 too, must all lead to this server, that port must be open, and no proxy may stand between",
            "tls" => $"it could not speak TLS with {what} on port {port}: nothing may end TLS between it and this server",
            "caa" => $"the CAA records of {what} in the DNS name other authorities: add this one, or take them away",
            "rateLimited" => "its rate limit is reached: nothing is wrong here, and it is tried again when the limit allows it",
            "rejectedIdentifier" or "unsupportedIdentifier" => $"it does not sign {what}: give a name that is public in the DNS with --domain",
            "userActionRequired" => "its terms of service have changed, and it wants them to be read and agreed to",
            "externalAccountRequired" => "it wants an account made on its web site first, which Parley cannot use: choose another authority with --acme-directory",
            "invalidContact" or "unsupportedContact" => "it does not take the e-mail address: correct --acme-email",
            "accountDoesNotExist" => "it does not know our account any more: a new one is made at the next try",
            "badNonce" => "it refused every number we were given by it: it is tried again",
            "serverInternal" => "it has a fault of its own: it is tried again",
            _ => "it gives no more reason than that",
        };
        var detail = Detail(problem);
        return $"{authority} does not sign a certificate for {what}: {remedy}.{(detail.Length > 0 ? $" It says: \"{detail}\"" : "")}";
    }

    /// <summary>The authority's own words, on one line and not too many: they come from outside.</summary>
    private static string Detail(ProblemDocument? problem)
    {
        var told = string.Join("; ", ((string?[])[problem?.Detail, .. problem?.Subproblems?.Select(sub => $"{sub.Identifier?.Value}: {sub.Detail}") ?? []]).Where(text => text is { Length: > 0 }));
        var clean = string.Concat(told.Select(c => char.IsControl(c) ? ' ' : c)).Trim();
        return clean.Length <= DetailCharsMax ? clean : clean[..DetailCharsMax] + "…";
    }
}
