using System.CommandLine;
using Cluster.Host.Commands.Text;
using Cluster.Web.Admin;

namespace Cluster.Host.Commands.Media;

/// <summary><c>parley media</c>: what the packets' side of the running node does.</summary>
internal static class MediaCommands
{
    private static readonly Argument<string> s_room = new("NAME") { Description = "The room's name, as in its link" };

    /// <summary>The word and what is below it.</summary>
    public static Command Build() => NodeCommand.Group(
        "media",
        "Media: what the running node forwards, drops and shows to whom.",
        NodeCommand.Create(
            "status",
            "Shows the node's packets, what it dropped and why, and its bridges.",
            [],
            async run => run.Answer(
                await (await run.NodeAsync().ConfigureAwait(false)).GetAsync("/media", AdminJson.Default.AdminMedia).ConfigureAwait(false),
                MediaWords.Status),
            needsNode: true),
        NodeCommand.Create(
            "room",
            "Shows a meeting's media: what each participant sends, layer by layer, and what is in each of its slots.",
            [s_room],
            async run => run.Answer(
                await (await run.NodeAsync().ConfigureAwait(false))
                    .GetAsync($"/media/rooms/{Uri.EscapeDataString(run.Value(s_room))}", AdminJson.Default.AdminMediaRoom).ConfigureAwait(false),
                MediaWords.Room),
            needsNode: true),
        DumpCommand.Build());
}
