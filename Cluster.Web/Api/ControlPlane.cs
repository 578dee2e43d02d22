using Cluster.Actors;
using Cluster.Actors.Accounts;
using Cluster.Actors.Limits;
using Cluster.Actors.Policy;
using Cluster.Actors.Rooms;
using Microsoft.Extensions.DependencyInjection;

namespace Cluster.Web.Api;

/// <summary>The control plane as the API sees it, once the edge's gate is open.</summary>
internal readonly record struct ControlPlane(IServiceProvider Services)
{
    public AccountDirectory Accounts => Services.GetRequiredService<AccountDirectory>();

    public AddressGuard Guard => Services.GetRequiredService<AddressGuard>();

    public SessionTable Sessions => Services.GetRequiredService<SessionTable>();

    public RoomDirectory Rooms => Services.GetRequiredService<RoomDirectory>();

    public ServerPolicyDirectory Policy => Services.GetRequiredService<ServerPolicyDirectory>();

    public ActorsSettings Settings => Services.GetRequiredService<ActorsSettings>();
}
