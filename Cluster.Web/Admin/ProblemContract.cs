namespace Cluster.Web.Admin;

/// <summary>How the admin API refuses: problem details (RFC 9457), with a stable code beside them.</summary>
/// <param name="Type">Always <c>about:blank</c>: the title says what the status does, and <paramref name="Code"/> which of its reasons it is.</param>
/// <param name="Detail">A sentence for people.</param>
/// <param name="Code">For programs; stable.</param>
public sealed record AdminProblem(string Type, string Title, int Status, string Detail, string Code)
{
    /// <summary>The answer's media type.</summary>
    public const string MediaType = "application/problem+json";
}
