using Cluster.Actors.Policy;

namespace Cluster.Web.Admin;

/// <summary><c>/settings</c>: those that can be changed while running.</summary>
internal static class SettingEndpoints
{
    /// <summary>For what was changed at run time; right after a start it is not read yet.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    public static IEnumerable<AdminEndpoint> All() =>
    [
        AdminEndpoint.Get("/settings", "listSettings", "Settings that can be changed while running, with where their values come from.", AdminJson.Default.AdminSettingList, async call =>
            new AdminSettingList([.. (await ListAsync(call.Services.Policy).ConfigureAwait(false)).Select(Show)])),
        AdminEndpoint.Get("/settings/{key}", "showSetting", "One of them.", AdminJson.Default.AdminSetting, async call =>
        {
            var key = call.Path("key");
            var setting = (await ListAsync(call.Services.Policy).ConfigureAwait(false)).FirstOrDefault(setting => setting.Key == key)
                ?? throw new AdminRefusal("setting-unknown", $"There is no setting \"{key}\" that can be changed while running.");
            return Show(setting);
        }),
        AdminEndpoint.Change(
            "PUT", "/settings/{key}", AdminScope.Settings, "setSetting", "Gives a setting another value, on all nodes and at once.",
            AdminJson.Default.AdminSettingValue, AdminJson.Default.AdminSetting, async (call, it) =>
            {
                call.About(it.Value);
                return Changed(await call.Services.Policy.SetAsync(call.Path("key"), it.Value).ConfigureAwait(false));
            }),
        AdminEndpoint.Change(
            "DELETE", "/settings/{key}", AdminScope.Settings, "resetSetting", "Gives a setting the configuration's value again.",
            AdminJson.Default.AdminSetting, async call => Changed(await call.Services.Policy.ResetAsync(call.Path("key")).ConfigureAwait(false))),
    ];

    private static async Task<IReadOnlyList<PolicySetting>> ListAsync(ServerPolicyDirectory policy) =>
        await policy.KnownAsync(s_patience).ConfigureAwait(false)
            ? await policy.ListAsync().ConfigureAwait(false)
            : throw new AdminRefusal("try-again", "The settings are not read yet: try again in a moment.");

    private static AdminSetting Changed(PolicyReply reply) => reply switch
    {
        PolicyReply.Changed changed => Show(changed.Setting),
        PolicyReply.Refused refused => throw new AdminRefusal(refused.Code, refused.Message),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static AdminSetting Show(PolicySetting setting) => new(
        setting.Key, setting.Value, setting.Origin == PolicyOrigin.RunTime ? "changed at run time" : "configuration", setting.ChangedAtMs);
}
