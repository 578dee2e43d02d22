using Cluster.Media;

namespace Actors.Tests.Placement;

/// <summary>A media node tries its own media plane as it starts.</summary>
public sealed class MediaWarmUpTests
{
    [Fact]
    public async Task One_endpoint_is_taken_and_everything_is_closed_again()
    {
        await using var node = await OneNode.StartAsync(OneNode.Settings with { WarmsUp = true });
        await Until.TrueAsync("the endpoint and its bridge to be closed", () => node.Media.Calls.Contains("close 1/1") && node.Media.Calls.Contains("close 1"));
        var offer = Assert.Single(node.Media.Offers);
        Assert.Equal([SourceKind.Microphone, SourceKind.Camera], offer.Sources.Select(source => source.Kind));
        Assert.All(offer.Sources, source => Assert.True(source.Muted));
        Assert.Empty(node.Media.Open);
    }
}
