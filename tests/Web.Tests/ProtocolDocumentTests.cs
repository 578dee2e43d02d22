using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Cluster.Web.Signalling;
using Cluster.Web.Signalling.Protocol;

namespace Web.Tests;

/// <summary>docs/protocol.md is read by people who write clients: every example is a message, and nothing is missing.</summary>
public sealed partial class ProtocolDocumentTests
{
    private static readonly string s_text = File.ReadAllText(Path.Combine(Root(), "docs/protocol.md"));

    [Fact]
    public void Every_example_is_a_message_and_every_message_has_one()
    {
        HashSet<string> client = [];
        HashSet<string> server = [];
        foreach (var json in Examples().Matches(s_text).Select(match => match.Groups[1].Value))
        {
            var type = JsonDocument.Parse(json).RootElement.GetProperty("type").GetString()!;
            // "chat" goes both ways and its two forms differ; what reads as a client's message is one.
            if (ProtocolJson.TryRead(Encoding.UTF8.GetBytes(json), out _, out _))
            {
                client.Add(type);
                continue;
            }

            var message = JsonSerializer.Deserialize<ServerMessage>(json, s_reading)!;
            Assert.Equal(json, JsonSerializer.Serialize(JsonDocument.Parse(ProtocolJson.Write(message)).RootElement, s_plain));
            server.Add(type);
        }

        Assert.Equal(Types(ProtocolSchema.Client), client.Order(StringComparer.Ordinal));
        Assert.Equal(Types(ProtocolSchema.Server), server.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_code_of_the_edge_is_explained()
    {
        var refusals = typeof(RefusalCode).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetValue(null)!);
        var closes = typeof(CloseReason).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => ((CloseReason)field.GetValue(null)!).Code);
        Assert.All(refusals.Concat(closes), code => Assert.Contains($"`{code}`", s_text, StringComparison.Ordinal));
    }

    /// <summary>The server leaves out what is null, so whoever reads its messages must not miss it.</summary>
    private static readonly JsonSerializerOptions s_reading = new(ProtocolContext.Default.Options)
    {
        RespectRequiredConstructorParameters = false,
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
    };

    private static readonly JsonSerializerOptions s_plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static IEnumerable<string> Types(System.Text.Json.Serialization.Metadata.JsonTypeInfo root) =>
        root.PolymorphismOptions!.DerivedTypes.Select(type => (string)type.TypeDiscriminator!).Order(StringComparer.Ordinal);

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../.."));

    [GeneratedRegex("```json\n(.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex Examples();
}
