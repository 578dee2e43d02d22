using System.Text.Json;
using Akka.Actor;
using Cluster.Actors.Serialization;

namespace Actors.Tests.Serialization;

/// <summary>
/// What nodes say to each other must be understood by the version before and the version after, or they cannot be in one cluster while it is
/// upgraded. A file here is what some version said: files are added, never edited.
/// </summary>
public sealed class GoldenMessagesTests : IDisposable
{
    private readonly ActorSystem system = ActorSystem.Create("golden-messages");

    public static TheoryData<string> Files => [.. FilesThere()];

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Golden", "Messages");

    private ParleySerializer Serializer => new((ExtendedActorSystem)system);

    public void Dispose() => system.Dispose();

    /// <summary>Events and snapshots have theirs among <see cref="GoldenTests"/>.</summary>
    [Fact]
    public void Every_message_has_a_file()
    {
        var there = FilesThere().Select(ManifestOf).Concat(GoldenTests.Manifests).ToHashSet(StringComparer.Ordinal);
        var missing = MessageCatalogue.Entries.Where(entry => !there.Contains(entry.Manifest))
            .Select(entry => $"Golden/Messages/{entry.Manifest.Replace(':', '-')}.json could be:\n{Sample(entry.Type)}");
        Assert.True(!missing.Any(), string.Join("\n", missing));
    }

    [Fact]
    public void Every_file_is_of_a_message_that_there_is() =>
        Assert.All(FilesThere(), file => Assert.Contains(MessageCatalogue.Entries, entry => entry.Manifest == ManifestOf(file)));

    /// <summary>
    /// Read, and written again, a message says all that it said: a field that was renamed or dropped, or has another form, would be missed by
    /// nodes of the version before. What has come since is beside it, and must not have been asked for.
    /// </summary>
    [Theory]
    [MemberData(nameof(Files))]
    public void What_a_node_of_another_version_says_is_understood(string file)
    {
        var bytes = File.ReadAllBytes(Path.Combine(Folder, file + ".json"));
        var read = Serializer.FromBinary(bytes, ManifestOf(file));
        using var said = JsonDocument.Parse(bytes);
        using var today = JsonDocument.Parse(Serializer.ToBinary(read));
        Assert.Equal("", Missing(said.RootElement, today.RootElement, "$"));
    }

    private static string[] FilesThere() => [.. Directory.GetFiles(Folder, "*.json").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    private static string ManifestOf(string file) => file.LastIndexOf('-') is var dash ? $"{file[..dash]}:{file[(dash + 1)..].Split('.')[0]}" : "";

    /// <summary>The first place where what was said is not in what is said; empty: it all is.</summary>
    private static string Missing(JsonElement said, JsonElement today, string path) => (said.ValueKind, today.ValueKind) switch
    {
        (JsonValueKind.Object, JsonValueKind.Object) => said.EnumerateObject()
            .Select(field => today.TryGetProperty(field.Name, out var same) ? Missing(field.Value, same, $"{path}.{field.Name}") : $"{path}.{field.Name} is gone")
            .FirstOrDefault(text => text.Length > 0, ""),
        (JsonValueKind.Array, JsonValueKind.Array) when said.GetArrayLength() == today.GetArrayLength() => Enumerable.Range(0, said.GetArrayLength())
            .Select(index => Missing(said[index], today[index], $"{path}[{index}]")).FirstOrDefault(text => text.Length > 0, ""),
        _ => JsonElement.DeepEquals(said, today) ? "" : $"{path} was {said} and is {today}",
    };

    /// <summary>A message with as much in it as there can be.</summary>
    private string Sample(Type type) => Enumerable.Range(0, 500).Select(seed => System.Text.Encoding.UTF8.GetString(Serializer.ToBinary(Generated.Value(type, new Random(seed))!)))
        .OrderBy(text => Empty(text)).ThenByDescending(text => text.Length).First();

    private static int Empty(string json) => json.Split("null").Length + json.Split("[]").Length;
}
