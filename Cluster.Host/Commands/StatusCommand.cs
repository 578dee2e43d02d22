using System.CommandLine;
using Cluster.Host.Commands.Text;
using Cluster.Web.Admin;

namespace Cluster.Host.Commands;

/// <summary><c>parley status</c>: what the running node says of itself.</summary>
internal static class StatusCommand
{
    /// <summary>The command.</summary>
    public static Command Build() => NodeCommand.Create(
        "status",
        "Shows the running node: version, up-time, addresses, meetings.",
        [],
        async run => run.Answer(
            await (await run.NodeAsync().ConfigureAwait(false)).GetAsync("/status", AdminJson.Default.AdminStatus).ConfigureAwait(false),
            Words),
        needsNode: true);

    private static string Words(AdminStatus status) => Table.Write(
        [
            ("Version", status.Version),
            ("Running for", $"{Moments.ShowLength(status.UpTimeMs)} (process {status.ProcessId})"),
            ("Address", status.PublicUrl),
            ("Listening", string.Join("  ", status.Urls)),
            ("Data", status.DataDirectory),
            ("Rooms", status.RoomsCreation == "authenticated" ? "opened by accounts only" : "opened by anyone"),
            ("Meetings", $"{status.Meetings}, with {status.Participants} participants and {status.Waiting} waiting"),
        ]);
}
