using Cluster.Actors.Audit;

namespace Cluster.Web.Admin;

/// <summary>Puts what was called into the audit log, whether it was done or refused; who is not known at all is only refused.</summary>
internal static class AdminAudit
{
    /// <summary>Writes the line for a change; looking at something leaves none.</summary>
    public static void Audit(this AdminCall call, AdminEndpoint endpoint, string outcome)
    {
        if (endpoint.IsChange && call.Caller.Actor.Kind != AuditActorKind.System)
        {
            call.Services.Audit.Write(new AuditEntry(
                call.Services.Audit.NowMs, call.Caller.Actor, endpoint.Name, outcome, RoomOf(call, endpoint), TargetOf(call, endpoint), call.Caller.From, call.Details));
        }
    }

    private static string RoomOf(AdminCall call, AdminEndpoint endpoint) =>
        endpoint.Path.StartsWith("/rooms/{name}", StringComparison.Ordinal) ? call.Path("name") : "";

    // A login name is personal: an account is named by its id, which a handler says, or not at all.
    private static string TargetOf(AdminCall call, AdminEndpoint endpoint) =>
        call.Target.Length > 0 ? call.Target
        : Array.FindLast(endpoint.Path.Split('/'), part => part.StartsWith('{')) is { } last && last is not "{login}" and not "{name}" ? call.Path(last.Trim('{', '}'))
        : "";
}
