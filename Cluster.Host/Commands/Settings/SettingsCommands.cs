using System.CommandLine;
using Cluster.Host.Commands.Access;
using Cluster.Host.Commands.Text;
using Cluster.Web.Admin;

namespace Cluster.Host.Commands.Settings;

/// <summary><c>parley settings</c>: what can be changed while running, at once on all nodes.</summary>
internal static class SettingsCommands
{
    private static readonly Argument<string> s_key = OfferKeys();
    private static readonly Argument<string> s_value = new("VALUE") { Description = "The new value" };

    /// <summary>The word and what is below it.</summary>
    public static Command Build() => NodeCommand.Group(
        "settings",
        "Settings that are changed while running, at once on all nodes.",
        NodeCommand.Create("list", "Lists them, with their values and where those come from.", [], async run => run.Answer(
            await ListAsync(await run.NodeAsync().ConfigureAwait(false)).ConfigureAwait(false), Words)),
        NodeCommand.Create("get", "Prints a setting's value.", [s_key], async run =>
        {
            var (node, key) = (await run.NodeAsync().ConfigureAwait(false), Key(run));
            var answer = await OrSuggestAsync(node.GetAsync(PathOf(key), AdminJson.Default.AdminSetting), node, key).ConfigureAwait(false);
            run.Answer(answer, setting => setting.Value);
        }),
        NodeCommand.Create("set", "Changes a setting, for good.", [s_key, s_value], async run =>
        {
            var (node, key) = (await run.NodeAsync().ConfigureAwait(false), Key(run));
            var value = new AdminSettingValue(run.Value(s_value));
            var asked = node.SendAsync(HttpMethod.Put, PathOf(key), value, AdminJson.Default.AdminSettingValue, AdminJson.Default.AdminSetting);
            var answer = await OrSuggestAsync(asked, node, key).ConfigureAwait(false);
            run.Answer(answer, setting => $"{setting.Key} is {setting.Value} now.");
        }),
        NodeCommand.Create("reset", "Goes back to the configuration's value.", [s_key], async run =>
        {
            var (node, key) = (await run.NodeAsync().ConfigureAwait(false), Key(run));
            var answer = await OrSuggestAsync(node.SendAsync(HttpMethod.Delete, PathOf(key), AdminJson.Default.AdminSetting), node, key).ConfigureAwait(false);
            run.Answer(answer, setting => $"{setting.Key} is {setting.Value} again, as configured.");
        }));

    private static string Words(AdminSettingList list) => Table.Write(
        ["SETTING", "VALUE", "FROM"],
        list.Settings.Select(IReadOnlyList<string> (setting) =>
            [setting.Key, setting.Value, setting.ChangedAtMs is { } at ? $"{setting.Origin}, {Moments.Show(at)}" : setting.Origin]));

    private static Task<AdminSettingList> ListAsync(AdminClient node) => node.GetAsync("/settings", AdminJson.Default.AdminSettingList);

    private static string PathOf(string key) => $"/settings/{Uri.EscapeDataString(key)}";

    /// <summary>Who writes a key as the configuration does means the same.</summary>
    private static string Key(CommandRun run) =>
        run.Value(s_key) is var key && key.StartsWith("parley.", StringComparison.Ordinal) ? key["parley.".Length..] : key;

    private static Task<T> OrSuggestAsync<T>(Task<T> asked, AdminClient node, string key) => asked.WithSuggestionAsync(
        "setting-unknown", key, async () => (await ListAsync(node).ConfigureAwait(false)).Settings.Select(setting => setting.Key));

    private static Argument<string> OfferKeys()
    {
        var key = new Argument<string>("KEY") { Description = "The setting, such as rooms.creation" };
        key.CompletionSources.Add("rooms.creation", "rooms.when-hosts-leave", "rooms.host-grace");
        return key;
    }
}
