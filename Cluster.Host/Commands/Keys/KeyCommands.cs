using System.CommandLine;
using Cluster.Host.Commands.Text;
using Cluster.Web.Admin;

namespace Cluster.Host.Commands.Keys;

/// <summary><c>parley api-key</c>: keys by which programs use the admin API over HTTP.</summary>
internal static class KeyCommands
{
    private static readonly Argument<string> s_name = new("NAME") { Description = "What it is for, in words" };
    private static readonly Argument<string> s_id = new("ID") { Description = "The key's id, as the list shows it" };
    private static readonly Option<string[]> s_scopes = Scopes();

    /// <summary>The word and what is below it.</summary>
    public static Command Build() => NodeCommand.Group(
        "api-key",
        "Keys by which programs use the admin API.",
        NodeCommand.Create("add", "Makes a key and prints it, this once.", [s_name, s_scopes], async run =>
        {
            var node = await run.NodeAsync().ConfigureAwait(false);
            var scopes = run.Value(s_scopes) is { Length: > 0 } given ? given : ["read"];
            var answer = await node.SendAsync(
                HttpMethod.Post, "/api-keys", new AdminKeyAdd(run.Value(s_name), scopes), AdminJson.Default.AdminKeyAdd, AdminJson.Default.AdminNewKey).ConfigureAwait(false);
            run.Answer(answer, Words);
        }),
        NodeCommand.Create("list", "Lists the keys.", [], async run =>
        {
            var node = await run.NodeAsync().ConfigureAwait(false);
            run.Answer(await node.GetAsync("/api-keys", AdminJson.Default.AdminKeyList).ConfigureAwait(false), Words);
        }),
        NodeCommand.Create("remove", "Takes a key away; what uses it is refused at once.", [s_id], async run =>
        {
            var (node, id) = (await run.NodeAsync().ConfigureAwait(false), run.Value(s_id));
            await node.DeleteAsync($"/api-keys/{Uri.EscapeDataString(id)}").ConfigureAwait(false);
            run.Answer(new AdminRemoved(id), it => $"The key {it.Removed} is removed.");
        }));

    private static string Words(AdminNewKey answer) => $"""
        Made the key "{answer.Key.Name}" ({answer.Key.Id}), which may {string.Join(", ", answer.Key.Scopes)}. It is shown only now:

          {answer.Secret}

        A program sends it as the header "Authorization: Bearer KEY".
        """;

    private static string Words(AdminKeyList list) => list.Keys.Count == 0
        ? "There are no API keys: parley api-key add NAME makes one."
        : Table.Write(
            ["ID", "NAME", "SCOPES", "MADE", "LAST USE"],
            list.Keys.Select(IReadOnlyList<string> (key) => [key.Id, key.Name, string.Join(' ', key.Scopes), Moments.Show(key.CreatedAtMs), Moments.Show(key.LastUsedAtMs, "never")]));

    private static Option<string[]> Scopes()
    {
        var option = new Option<string[]>("--scope") { HelpName = "read|rooms|users|settings|nodes|metrics", Description = "What it may do; repeatable [default: read]" };
        option.AcceptOnlyFromAmong("read", "rooms", "users", "settings", "nodes", "metrics");
        return option;
    }
}
