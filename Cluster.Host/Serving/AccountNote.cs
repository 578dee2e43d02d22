using Cluster.Actors.Accounts;
using Cluster.Actors.Policy;
using Microsoft.Extensions.DependencyInjection;

namespace Cluster.Host.Serving;

/// <summary>Says at a node's start what is missing before anybody can open a room.</summary>
internal static class AccountNote
{
    /// <summary>The note, where rooms are opened by accounts only and there is none.</summary>
    public static async Task<IEnumerable<string>> OfAsync(IServiceProvider control)
    {
        var policy = await control.GetRequiredService<ServerPolicyDirectory>().GetAsync().ConfigureAwait(false);
        if (policy.Creation != RoomCreation.Authenticated)
        {
            return [];
        }

        var first = await control.GetRequiredService<AccountDirectory>().ListAsync(after: null, max: 1).ConfigureAwait(false);
        return first.Count > 0 ? [] : ["Only accounts may open rooms, and there is none yet: parley user add NAME makes one and prints a link for its owner."];
    }
}
