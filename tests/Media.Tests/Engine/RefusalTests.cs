using Xunit;

namespace Cluster.Media.Tests.Engine;

public sealed class RefusalTests
{
    [Fact]
    public async Task Too_many_sources_or_slots_are_refused()
    {
        await using var rig = new EngineRig(new MediaSettings { SourcesPerEndpointMax = 2, SlotsPerEndpointMax = 2 });
        var ann = rig.Client();
        ann.Lines.AddRange(EngineRig.UsualLines(ann.Number));
        await rig.NegotiateAsync(ann);
        ann.Lines.Add(new OfferLine("4", SourceKind.Screen, null, 5));
        await AssertRefusedAsync(rig, ann, "too-many-sources");
        ann.Lines[4] = new OfferLine("4", null, SlotUse.Video);
        await AssertRefusedAsync(rig, ann, "too-many-slots");

        // A refusal changes nothing of what was agreed before.
        await rig.ConnectAsync(ann);
    }

    [Fact]
    public async Task A_full_bridge_takes_nobody_more_until_somebody_leaves()
    {
        await using var rig = new EngineRig(new MediaSettings { EndpointsPerBridgeMax = 2 });
        var ann = await rig.JoinAsync();
        await rig.JoinAsync();
        var cyd = rig.Client();
        cyd.Lines.AddRange(EngineRig.UsualLines(cyd.Number));
        await AssertRefusedAsync(rig, cyd, "bridge-full");
        await rig.NegotiateAsync(ann);
        rig.Engine.CloseEndpoint(new EndpointId(rig.Bridge, ann.Number));
        await rig.NegotiateAsync(cyd);
        Assert.Equal(2, (await rig.Engine.ReadBridgeAsync(rig.Bridge))!.Endpoints.Count);
    }

    [Fact]
    public async Task A_node_with_all_its_bridges_opens_no_more_until_one_is_closed()
    {
        await using var rig = new EngineRig(new MediaSettings { BridgesMax = 3 });
        var second = rig.OpenBridge();
        rig.OpenBridge();
        Assert.Null(rig.Engine.OpenBridge(_ => { }));
        rig.Engine.CloseBridge(second);
        rig.Engine.CloseBridge(second);
        rig.OpenBridge();
        Assert.Null(rig.Engine.OpenBridge(_ => { }));
        Assert.Equal(3, rig.Engine.ReadCounters().Bridges);
    }

    [Fact]
    public async Task Offers_that_are_none_are_refused_with_a_code_and_make_no_endpoint()
    {
        await using var rig = new EngineRig(new MediaSettings { SdpBytesMax = 8_000, MediaLinesMax = 6 });
        var ann = rig.Client();
        ann.Lines.AddRange(EngineRig.UsualLines(ann.Number));
        var offer = ann.Offer(rig.Bridge);
        var more = string.Concat(Enumerable.Range(0, 3).Select(i => $"m=audio 0 UDP/TLS/RTP/SAVPF 0\r\na=mid:x{i}\r\n"));
        foreach (var (sdp, code) in new[]
        {
            ("", "sdp-malformed"),
            ("v=0\r\n" + new string('a', 9_000), "sdp-too-large"),
            (offer.Sdp + more, "sdp-too-many-media"),
            (offer.Sdp.Replace("a=group:BUNDLE 0 1 2 3\r\n", "", StringComparison.Ordinal), "sdp-no-bundle"),
            (offer.Sdp.Replace("a=setup:actpass", "a=setup:passive", StringComparison.Ordinal), "sdp-bad-setup"),
            (offer.Sdp.Replace("sha-256", "sha-1", StringComparison.Ordinal), "sdp-no-fingerprint"),
        })
        {
            var refused = Assert.IsType<NegotiationResult.Refused>(await rig.Engine.NegotiateAsync(offer with { Sdp = sdp }));
            Assert.Equal(code, refused.Code);
            Assert.NotEmpty(refused.Message);
        }

        Assert.Empty((await rig.Engine.ReadBridgeAsync(rig.Bridge))!.Endpoints);
    }

    [Fact]
    public async Task An_m_line_that_is_not_what_it_is_called_is_refused()
    {
        await using var rig = new EngineRig();
        var ann = rig.Client();
        ann.Lines.AddRange(EngineRig.UsualLines(ann.Number));
        var offer = ann.Offer(rig.Bridge);
        foreach (var wrong in new[]
        {
            offer with { Sources = [new SourceBinding("1", SourceKind.Microphone, new SourceNumber(9))] },
            offer with { Sources = [new SourceBinding("0", SourceKind.Screen, new SourceNumber(9))] },
            offer with { Slots = [new SlotBinding("3", SlotUse.Speech)] },
            offer with { Slots = [new SlotBinding("2", SlotUse.Video)] },
        })
        {
            var refused = Assert.IsType<NegotiationResult.Refused>(await rig.Engine.NegotiateAsync(wrong));
            Assert.Equal("media-mismatch", refused.Code);
        }
    }

    [Fact]
    public async Task A_binding_without_an_m_line_of_its_own_is_refused()
    {
        await using var rig = new EngineRig();
        var ann = rig.Client();
        ann.Lines.AddRange(EngineRig.UsualLines(ann.Number));
        var offer = ann.Offer(rig.Bridge);
        foreach (var wrong in new[]
        {
            offer with { Slots = [new SlotBinding("99", SlotUse.Video)] },
            offer with { Slots = [new SlotBinding("3", SlotUse.Video), new SlotBinding("3", SlotUse.Video)] },
            offer with { Sources = [new SourceBinding("98", SourceKind.Camera, new SourceNumber(9))] },
            offer with { Sources = [.. offer.Sources, new SourceBinding(offer.Slots[0].Mid, SourceKind.Camera, new SourceNumber(9))] },
        })
        {
            var refused = Assert.IsType<NegotiationResult.Refused>(await rig.Engine.NegotiateAsync(wrong));
            Assert.Equal("mid-unknown", refused.Code);
        }
    }

    [Fact]
    public async Task What_is_not_there_is_refused_or_ignored()
    {
        await using var rig = new EngineRig();
        var gone = rig.OpenBridge();
        rig.Engine.CloseBridge(gone);
        foreach (var unknown in new[] { gone, new BridgeId(999), default })
        {
            var ann = rig.Client();
            ann.Lines.AddRange(EngineRig.UsualLines(ann.Number));
            var refused = Assert.IsType<NegotiationResult.Refused>(await rig.OfferAsync(ann, unknown));
            Assert.Equal("bridge-unknown", refused.Code);
            Assert.Null(await rig.Engine.ReadBridgeAsync(unknown));
            rig.Engine.CloseBridge(unknown);
            rig.Engine.CloseEndpoint(new EndpointId(unknown, 1));
            rig.Engine.SetView(new EndpointId(unknown, 1), [new ViewEntry(new SourceNumber(1), 720)]);
            rig.Engine.SetSourceMuted(unknown, new SourceNumber(1), muted: true);
        }

        rig.Engine.CloseEndpoint(new EndpointId(rig.Bridge, 99));
        rig.Engine.SetView(new EndpointId(rig.Bridge, 99), []);
        rig.Engine.SetSourceMuted(rig.Bridge, new SourceNumber(99), muted: true);
        var bob = await rig.JoinAsync();
        await ConnectTests.AssertConnectedAsync(rig, bob);
    }

    private static async Task AssertRefusedAsync(EngineRig rig, MediaClient client, string code) =>
        Assert.Equal(code, Assert.IsType<NegotiationResult.Refused>(await rig.OfferAsync(client)).Code);
}
