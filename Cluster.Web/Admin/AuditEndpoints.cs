using Cluster.Actors.Accounts;
using Cluster.Actors.Audit;
using Cluster.Actors.Ops;

namespace Cluster.Web.Admin;

/// <summary><c>/audit</c>: who did what to whom.</summary>
internal static class AuditEndpoints
{
    private const int LinesDefault = 100;

    public static IEnumerable<AdminEndpoint> All() =>
    [
        AdminEndpoint.Get("/audit", "listAudit", "The audit log, newest first.", AdminJson.Default.AdminAuditList, ListAsync).With(
            ("act", "Only this operation."),
            ("actor", "Only by the account, key or participant with this id, or the account with this login name."),
            ("room", "Only about this room."),
            ("target", "Only about this id, or the account with this login name."),
            ("since", "Unix time in milliseconds: nothing before."),
            ("until", "Unix time in milliseconds: nothing after."),
            ("before", "The id of a line: only what came before it."),
            ("max", "Lines in the answer, 1 to 500; 100 unless given.")),
    ];

    private static async Task<AdminAuditList> ListAsync(AdminCall call)
    {
        var max = (int)call.Number("max", LinesDefault, 1, AuditTable.PageMax);
        var lines = await call.Services.AuditLines.ListAsync(new AuditQuery(
            call.Query("act"),
            await IdAsync(call, "actor").ConfigureAwait(false),
            call.Query("room"),
            await IdAsync(call, "target").ConfigureAwait(false),
            Moment(call, "since"),
            Moment(call, "until"),
            call.Query("before"),
            max)).ConfigureAwait(false);
        var names = await NamesAsync(call, lines).ConfigureAwait(false);
        return new AdminAuditList([.. lines.Select(line => Show(line, names))], lines.Count == max ? lines[^1].Id : null);
    }

    private static long? Moment(AdminCall call, string name) => call.Query(name).Length == 0 ? null : call.Number(name, 0, 0, long.MaxValue);

    private static async Task<string> IdAsync(AdminCall call, string name)
    {
        var asked = call.Query(name);
        return asked.Length > 0 && await call.Services.Accounts.FindAsync(asked).ConfigureAwait(false) is { } account ? account.Value : asked;
    }

    private static async Task<Dictionary<string, string>> NamesAsync(AdminCall call, IReadOnlyList<AuditLine> lines)
    {
        var ids = lines.SelectMany(line => new[] { line.Entry.By.Id, line.Entry.Target }).Distinct();
        var names = new Dictionary<string, string>(await call.Services.Accounts
            .LoginsAsync(ids.Select(id => AccountId.TryCreate(id, out var account) ? account : default).Where(account => account != default)).ConfigureAwait(false));
        if (lines.Any(line => line.Entry.By.Kind == AuditActorKind.Key))
        {
            foreach (var key in await call.Services.Keys.ListAsync().ConfigureAwait(false))
            {
                names[key.Id] = key.Name;
            }
        }

        return names;
    }

    private static AdminAuditLine Show(AuditLine line, Dictionary<string, string> names)
    {
        var entry = line.Entry;
        return new AdminAuditLine(
            line.Id, entry.AtMs, OpsMedia.Word(entry.By.Kind), entry.By.Id, names.GetValueOrDefault(entry.By.Id), entry.Act, entry.Outcome,
            entry.Room, entry.Target, names.GetValueOrDefault(entry.Target), entry.From, entry.Details);
    }
}
