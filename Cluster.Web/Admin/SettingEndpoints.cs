using Cluster.Actors.Policy;
using Microsoft.AspNetCore.Routing;

namespace Cluster.Web.Admin;

/// <summary><c>/settings</c>: those that can be changed while running.</summary>
internal static class SettingEndpoints
{
    /// <summary>For what was changed at run time; right after a start it is not read yet.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    public static void MapSettings(this IEndpointRouteBuilder routes, AdminServices services)
    {
        var policy = services.Policy;
        routes.Map("GET", "/settings", async context =>
        {
            var all = await ListAsync(policy).ConfigureAwait(false);
            await context.AnswerAsync(new AdminSettingList([.. all.Select(Show)]), AdminJson.Default.AdminSettingList).ConfigureAwait(false);
        });
        routes.Map("GET", "/settings/{key}", async context =>
        {
            var key = context.NameInPath();
            var setting = (await ListAsync(policy).ConfigureAwait(false)).FirstOrDefault(setting => setting.Key == key)
                ?? throw new AdminRefusal("setting-unknown", $"There is no setting \"{key}\" that can be changed while running.");
            await context.AnswerAsync(Show(setting), AdminJson.Default.AdminSetting).ConfigureAwait(false);
        });
        routes.Map("PUT", "/settings/{key}", async context =>
        {
            var value = await context.ReadAsync(AdminJson.Default.AdminSettingValue).ConfigureAwait(false);
            var reply = await policy.SetAsync(context.NameInPath(), value.Value).ConfigureAwait(false);
            await context.AnswerAsync(Changed(reply), AdminJson.Default.AdminSetting).ConfigureAwait(false);
        });
        routes.Map("DELETE", "/settings/{key}", async context =>
        {
            var reply = await policy.ResetAsync(context.NameInPath()).ConfigureAwait(false);
            await context.AnswerAsync(Changed(reply), AdminJson.Default.AdminSetting).ConfigureAwait(false);
        });
    }

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
