using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Cluster.Web.Accounts;

/// <summary>
/// Nobody's cookie is read unless an endpoint asks: pages and files are served to everyone alike, and must be when the
/// database is gone.
/// </summary>
internal sealed class NoDefaultScheme(IOptions<AuthenticationOptions> options) : AuthenticationSchemeProvider(options)
{
    /// <inheritdoc/>
    public override Task<AuthenticationScheme?> GetDefaultAuthenticateSchemeAsync() => Task.FromResult<AuthenticationScheme?>(null);
}
