using System.Text.Json;

namespace Cluster.Web.Oidc;

/// <summary>
/// What a provider says of somebody: its token's payload, and what its user-info address adds. Both are JSON in any
/// shape, so a claim is found by its name, else by the path that dots make of it.
/// </summary>
internal sealed class OidcClaims(params IReadOnlyList<JsonElement> documents)
{
    /// <summary>A claim's one value; null when it is not there or is no text.</summary>
    public string? One(string claim) => All(claim).FirstOrDefault(value => value.Length > 0);

    /// <summary>A claim's values: one text, or each of a list.</summary>
    public IReadOnlyList<string> All(string claim) =>
        [.. documents.Select(document => Find(document, claim)).OfType<JsonElement>().SelectMany(Texts)];

    private static JsonElement? Find(JsonElement document, string claim)
    {
        if (document.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        // Some providers name claims by addresses, dots and all: the whole name comes first.
        if (document.TryGetProperty(claim, out var found))
        {
            return found;
        }

        var dot = claim.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && document.TryGetProperty(claim[..dot], out var inner) ? Find(inner, claim[(dot + 1)..]) : null;
    }

    private static IEnumerable<string> Texts(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => [value.GetString()!],
        JsonValueKind.Array => value.EnumerateArray().Where(one => one.ValueKind == JsonValueKind.String).Select(one => one.GetString()!),
        JsonValueKind.True or JsonValueKind.False or JsonValueKind.Number => [value.GetRawText()],
        _ => [],
    };
}
