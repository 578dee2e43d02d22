using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Cluster.Web.Admin;

namespace Cluster.Host.Commands.Text;

/// <summary>What <c>--json</c> prints: the admin API's shapes, with letters and quotes as a person reads them, for no browser gets this.</summary>
internal static class CommandJson
{
    private static readonly AdminJson s_context =
        new(new JsonSerializerOptions(AdminJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>One line of JSON.</summary>
    public static string Write<T>(T answer) => JsonSerializer.Serialize(answer, (JsonTypeInfo<T>)s_context.GetTypeInfo(typeof(T))!);
}
