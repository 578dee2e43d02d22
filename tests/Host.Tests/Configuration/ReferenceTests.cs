using System.Text.Json;
using Cluster.Actors;
using Cluster.Host.Configuration;
using Cluster.Host.Telemetry;
using Cluster.Host.Tls;
using Cluster.Media;
using Cluster.Web;

namespace Host.Tests.Configuration;

/// <summary>hocon/reference.conf is the whole truth: every key is read, every key read is there, every default is the code's.</summary>
public sealed class ReferenceTests
{
    [Fact]
    public void Every_key_of_the_reference_is_read_and_every_key_read_is_in_it()
    {
        var source = ConfigurationLayers.Build(new StartOptions());
        ParleySettings.Read(source);
        Assert.Equal(source.Known.Order(StringComparer.Ordinal), source.Read.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_key_that_is_not_in_the_reference_cannot_be_read()
    {
        var reader = new SettingsReader(ConfigurationLayers.Build(new StartOptions()), "parley");
        Assert.Throws<InvalidOperationException>(() => reader.Text("not-there"));
    }

    [Fact]
    public void The_defaults_it_documents_are_those_of_the_code()
    {
        var settings = ParleySettings.Read(ConfigurationLayers.Build(new StartOptions()));
        Assert.Equal(JsonSerializer.Serialize(new MediaSettings()), JsonSerializer.Serialize(settings.Media));
        Assert.Equal(JsonSerializer.Serialize(new TlsSettings()), JsonSerializer.Serialize(settings.Tls));
        Assert.Equal(JsonSerializer.Serialize(new WebSettings()), JsonSerializer.Serialize(settings.Web));
        Assert.Equal(JsonSerializer.Serialize(new ActorsSettings()), JsonSerializer.Serialize(settings.Actors));
        Assert.Equal(JsonSerializer.Serialize(new TelemetrySettings()), JsonSerializer.Serialize(settings.Telemetry));
    }

    [Fact]
    public void Every_key_has_a_comment()
    {
        var explained = false;
        foreach (var line in ReferenceConfiguration.Text().Split('\n').Select(line => line.Trim()))
        {
            // One comment may speak for the settings that follow it without a gap.
            explained = line.StartsWith('#') || (explained && line.Length > 0 && !line.EndsWith('{'));
            Assert.True(explained || line.Length == 0 || line is "}" || line.EndsWith('{'), $"no comment says why: {line}");
        }
    }
}
