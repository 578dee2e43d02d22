using Cluster.Actors.Accounts;
using Microsoft.AspNetCore.Http;

namespace Cluster.Web.Accounts;

/// <summary>
/// Says whose request this is. The wall between signalling and sign-in: a socket belongs to the account whose cookie
/// opened it, and to nobody when there was none or nothing is registered that could know.
/// </summary>
public interface IAccountOfRequest
{
    /// <summary>The account that is signed in; null: a guest.</summary>
    Task<AccountIdentity?> FindAsync(HttpContext context);
}
