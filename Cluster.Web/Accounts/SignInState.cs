using Cluster.Actors.Accounts;

namespace Cluster.Web.Accounts;

/// <summary>Who a request's cookie says it is, looked up once a request.</summary>
/// <param name="Account">Who is signed in; null: nobody, or nobody knows.</param>
/// <param name="SessionId">The session of the cookie; a secret.</param>
/// <param name="Unknown">Whether there is a cookie that cannot be checked now, because the database does not answer.</param>
internal sealed record SignInState(AccountIdentity? Account, string? SessionId, bool Unknown)
{
    /// <summary>A guest.</summary>
    public static SignInState SignedOut { get; } = new(null, null, false);

    /// <summary>There is a cookie, and the database does not answer.</summary>
    public static SignInState Unchecked { get; } = new(null, null, true);
}
