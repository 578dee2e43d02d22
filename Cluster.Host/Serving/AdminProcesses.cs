using System.Diagnostics;
using Cluster.Actors;
using Cluster.Actors.Accounts;
using Cluster.Actors.Audit;
using Cluster.Actors.Draining;
using Cluster.Actors.Keys;
using Cluster.Actors.Ops;
using Cluster.Actors.Policy;
using Cluster.Actors.Rooms;
using Cluster.Media;
using Cluster.Host.Commands;
using Cluster.Web.Admin;
using Microsoft.Extensions.DependencyInjection;

namespace Cluster.Host.Serving;

/// <summary>Puts together what the admin API says of this process and what it works on.</summary>
internal static class AdminProcesses
{
    /// <summary>This process.</summary>
    public static AdminProcess Here(bool isNode, IEnumerable<string> urls, string publicUrl, string dataDirectory)
    {
        using var process = Process.GetCurrentProcess();
        return new AdminProcess(
            ParleyCommand.Version,
            Environment.ProcessId,
            new DateTimeOffset(process.StartTime).ToUnixTimeMilliseconds(),
            isNode,
            [.. urls],
            publicUrl.TrimEnd('/'),
            dataDirectory);
    }

    /// <summary>The control plane's directories.</summary>
    public static AdminServices Services(IServiceProvider control, AdminProcess process) => new(
        control.GetRequiredService<AccountDirectory>(),
        control.GetRequiredService<RoomDirectory>(),
        control.GetRequiredService<ServerPolicyDirectory>(),
        control.GetRequiredService<ActorsSettings>(),
        process,
        control.GetRequiredService<TimeProvider>(),
        control.GetRequiredService<IMediaPlane>(),
        control.GetRequiredService<AuditLog>(),
        control.GetRequiredService<AuditTable>(),
        control.GetRequiredService<ApiKeyTable>(),
        control.GetRequiredService<OpsBoard>(),
        control.GetRequiredService<NodeDirectory>());
}
