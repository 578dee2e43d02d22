using Cluster.Actors;
using Cluster.Actors.Accounts;
using Cluster.Actors.Audit;
using Cluster.Actors.Draining;
using Cluster.Actors.Keys;
using Cluster.Actors.Ops;
using Cluster.Actors.Policy;
using Cluster.Actors.Rooms;
using Cluster.Media;

namespace Cluster.Web.Admin;

/// <summary>What the admin API needs of the process it is in.</summary>
public sealed record AdminServices(
    AccountDirectory Accounts, RoomDirectory Rooms, ServerPolicyDirectory Policy, ActorsSettings Settings, AdminProcess Process, TimeProvider Time, IMediaPlane Media,
    AuditLog Audit, AuditTable AuditLines, ApiKeyTable Keys, OpsBoard Board, NodeDirectory Nodes);

/// <summary>The process the admin API speaks for.</summary>
/// <param name="IsNode">It serves meetings; else it only works on the store for one command.</param>
/// <param name="Urls">Where it listens.</param>
/// <param name="PublicUrl">What links for people begin with, without a slash at the end.</param>
public sealed record AdminProcess(
    string Version, int ProcessId, long StartedAtMs, bool IsNode, IReadOnlyList<string> Urls, string PublicUrl, string DataDirectory);
