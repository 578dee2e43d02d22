using System.CommandLine;
using Cluster.Host.Commands.Access;
using Cluster.Host.Commands.Text;
using Cluster.Web.Admin;

namespace Cluster.Host.Commands.Nodes;

/// <summary><c>parley node</c>: the cluster's nodes, and emptying one of them for its maintenance.</summary>
internal static class NodeCommands
{
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(500);

    private static readonly Argument<string> s_node = new("NODE") { Description = "The node's address among the nodes, as parley node list shows it" };

    private static readonly Argument<string?> s_anyNode = new("NODE")
    {
        Description = "The node's address among the nodes; without it the one that is asked",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Option<bool> s_wait = new("--wait") { Description = "Waits until nothing is left on the node" };

    /// <summary>The word and what is below it.</summary>
    public static Command Build() => NodeCommand.Group(
        "node",
        "Nodes of the cluster: what they are at, and emptying one of them.",
        NodeCommand.Create(
            "list",
            "Lists the nodes with what they do and carry.",
            [],
            async run => run.Answer(
                await (await run.NodeAsync().ConfigureAwait(false)).GetAsync("/nodes", AdminJson.Default.AdminNodeList).ConfigureAwait(false),
                NodeWords.List),
            needsNode: true),
        NodeCommand.Create(
            "drain",
            "Lets a node take no new meetings and moves those it carries to others, without a gap for anybody.",
            [s_node, s_wait],
            DrainAsync,
            needsNode: true),
        NodeCommand.Create(
            "undrain",
            "Lets a node take meetings again.",
            [s_node],
            async run =>
            {
                var (node, name) = (await run.NodeAsync().ConfigureAwait(false), run.Value(s_node));
                run.Answer(
                    await OrSuggestAsync(node.SendAsync(HttpMethod.Post, $"{PathOf(name)}/undrain", AdminJson.Default.AdminNode), node, name).ConfigureAwait(false),
                    NodeWords.Show);
            },
            needsNode: true),
        NodeCommand.Create(
            "status",
            "Shows a node, and how far it is while it is being drained.",
            [s_anyNode],
            async run =>
            {
                var (node, name) = (await run.NodeAsync().ConfigureAwait(false), run.ValueOrNull(s_anyNode) ?? "self");
                run.Answer(await ShowAsync(node, name).ConfigureAwait(false), NodeWords.Show);
            },
            needsNode: true));

    /// <summary>A node's address in the API.</summary>
    private static string PathOf(string name) => $"/nodes/{Uri.EscapeDataString(name)}";

    private static async Task DrainAsync(CommandRun run)
    {
        var (node, name) = (await run.NodeAsync().ConfigureAwait(false), run.Value(s_node));
        var answer = await OrSuggestAsync(node.SendAsync(HttpMethod.Post, $"{PathOf(name)}/drain", AdminJson.Default.AdminNode), node, name).ConfigureAwait(false);
        while (run.Value(s_wait) && answer.State == "draining")
        {
            await Task.Delay(s_look).ConfigureAwait(false);
            answer = await ShowAsync(node, name).ConfigureAwait(false);
        }

        run.Answer(answer, NodeWords.Show);
    }

    private static Task<AdminNode> ShowAsync(AdminClient node, string name) =>
        OrSuggestAsync(node.GetAsync(PathOf(name), AdminJson.Default.AdminNode), node, name);

    /// <summary>When there is no such node, says which was most likely meant.</summary>
    public static Task<T> OrSuggestAsync<T>(Task<T> asked, AdminClient node, string name) => asked.WithSuggestionAsync(
        "node-unknown", name, async () => (await node.GetAsync("/nodes", AdminJson.Default.AdminNodeList).ConfigureAwait(false)).Nodes.Select(each => each.Node));
}
