using Cluster.Actors.Accounts;
using Cluster.Actors.Audit;
using Cluster.Actors.Keys;
using Microsoft.AspNetCore.Http;

namespace Cluster.Web.Admin;

/// <summary><c>/api-keys</c>: keys by which programs use this API.</summary>
internal static class KeyEndpoints
{
    public static IEnumerable<AdminEndpoint> All() =>
    [
        AdminEndpoint.Get("/api-keys", "listKeys", "API keys, the newest first; never their secrets.", AdminJson.Default.AdminKeyList, async call =>
        {
            var keys = await call.Services.Keys.ListAsync().ConfigureAwait(false);
            var makers = await NamesAsync(call, keys.Select(key => key.CreatedBy)).ConfigureAwait(false);
            return new AdminKeyList([.. keys.Select(key => Show(key, makers))]);
        }).For(AdminScope.Keys),
        AdminEndpoint.Change(
            "POST", "/api-keys", AdminScope.Keys, "addKey", "Makes an API key; its secret is in this answer and nowhere else.",
            AdminJson.Default.AdminKeyAdd, AdminJson.Default.AdminNewKey, AddAsync, StatusCodes.Status201Created),
        AdminEndpoint.Do("DELETE", "/api-keys/{id}", AdminScope.Keys, "removeKey", "Takes a key away; what uses it is refused at once.", async call =>
        {
            if (!await call.Services.Keys.RemoveAsync(call.Path("id")).ConfigureAwait(false))
            {
                throw new AdminRefusal("key-unknown", "There is no API key with this id.");
            }
        }),
    ];

    private static async Task<AdminNewKey> AddAsync(AdminCall call, AdminKeyAdd it)
    {
        if (string.IsNullOrWhiteSpace(it.Name) || it.Name.Length > ApiKeyTable.NameCharsMax)
        {
            throw AdminRefusal.BadRequest($"A key's name has 1 to {ApiKeyTable.NameCharsMax} characters.");
        }

        if (it.Scopes.Count == 0 || it.Scopes.Any(scope => AdminScopes.OfKey(scope) is null))
        {
            throw AdminRefusal.BadRequest($"A key's scopes are one or more of {string.Join(", ", AdminScopes.OfKeys.Select(AdminScopes.NameOf))}.");
        }

        string[] scopes = [.. it.Scopes.Distinct().Order(StringComparer.Ordinal)];
        var by = call.Caller.Actor.Kind == AuditActorKind.Account ? call.Caller.Actor.Id : "";
        var max = call.Services.Settings.ApiKeysMax;
        var (key, secret) = await call.Services.Keys.AddAsync(it.Name, scopes, by, max).ConfigureAwait(false)
            ?? throw new AdminRefusal("keys-too-many", $"There are {max} API keys already: remove one that is not used any more.");
        call.IsAbout(key.Id);
        call.About($"scopes: {string.Join(' ', scopes)}");
        return new AdminNewKey(Show(key, await NamesAsync(call, [by]).ConfigureAwait(false)), secret);
    }

    private static AdminKey Show(ApiKey key, IReadOnlyDictionary<string, string> makers) =>
        new(key.Id, key.Name, key.Scopes, key.CreatedAtMs, makers.GetValueOrDefault(key.CreatedBy), key.LastUsedAtMs);

    private static Task<IReadOnlyDictionary<string, string>> NamesAsync(AdminCall call, IEnumerable<string> accounts) =>
        call.Services.Accounts.LoginsAsync(accounts.Where(id => AccountId.TryCreate(id, out _)).Select(id => AccountId.TryCreate(id, out var account) ? account : default));
}
