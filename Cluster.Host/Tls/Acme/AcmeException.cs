namespace Cluster.Host.Tls.Acme;

/// <summary>An authority refused, or could not be talked to. The message is a sentence for a person.</summary>
internal sealed class AcmeException(string sentence, ProblemDocument? problem = null, TimeSpan? retryAfter = null, Exception? cause = null)
    : Exception(sentence, cause)
{
    private const string Prefix = "urn:ietf:params:acme:error:";

    /// <summary>The authority's kind of problem without its prefix, such as <c>rateLimited</c>; empty: it said none.</summary>
    public string Kind { get; } = Kinds(problem);

    /// <summary>How long the authority asks us to wait.</summary>
    public TimeSpan? RetryAfter { get; } = retryAfter;

    /// <summary>A problem's kind without its prefix (RFC 8555 section 6.7).</summary>
    public static string Kinds(ProblemDocument? problem) =>
        problem?.Type?.StartsWith(Prefix, StringComparison.Ordinal) == true ? problem.Type[Prefix.Length..] : "";
}
