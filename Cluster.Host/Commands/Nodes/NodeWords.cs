using System.Globalization;
using Cluster.Host.Commands.Text;
using Cluster.Web.Admin;

namespace Cluster.Host.Commands.Nodes;

/// <summary>Nodes in words.</summary>
internal static class NodeWords
{
    /// <summary>A table of them.</summary>
    public static string List(AdminNodeList list) => Table.Write(
        ["NODE", "STATE", "ROLES", "REGION", "LOAD", "MEETINGS", "PEOPLE"],
        list.Nodes.Select(IReadOnlyList<string> (node) =>
        [
            node.Self ? $"{node.Node} (this one)" : node.Node,
            State(node),
            string.Join(',', node.Roles),
            node.Region ?? "none",
            node.Load is { } load ? Percent(load.LoadPermille) : "no media",
            node.Load?.Bridges.ToString(CultureInfo.InvariantCulture) ?? "",
            node.Load?.Endpoints.ToString(CultureInfo.InvariantCulture) ?? "",
        ]));

    /// <summary>One with all there is to know.</summary>
    public static string Show(AdminNode node) => Table.Write(
        [
            ("Node", node.Self ? $"{node.Node} (this one)" : node.Node),
            ("State", State(node)),
            ("Roles", string.Join(", ", node.Roles)),
            ("Region", node.Region ?? "none"),
            .. node.Drain is { } drain
                ? [("Drained since", Moments.Show(drain.SinceMs)), ("Meetings gone", Number(drain.BridgesGone))]
                : Array.Empty<(string, string)>(),
            .. node.Load is { } load
                ? [
                    ("Load", $"{Percent(load.LoadPermille)} (processors {Percent(load.CpuPermille)})"),
                    ("Packets", $"{Number(load.PacketsPerSecond)} a second"),
                    ("Meetings", Number(load.Bridges)),
                    ("People", Number(load.Endpoints)),
                ]
                : Array.Empty<(string, string)>(),
        ]);

    private static string State(AdminNode node) => node.State == "draining" && node.Drain is { } drain
        ? $"draining, {drain.Bridges} {(drain.Bridges == 1 ? "bridge" : "bridges")} with {drain.Participants} left"
        : node.State;

    private static string Percent(int permille) => string.Create(CultureInfo.InvariantCulture, $"{permille / 10.0:0.#} %");

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
