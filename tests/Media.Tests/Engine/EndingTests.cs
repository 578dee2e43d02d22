using Cluster.Media.Dtls;
using Xunit;

namespace Cluster.Media.Tests.Engine;

public sealed class EndingTests
{
    [Fact]
    public async Task Closing_an_endpoint_tells_the_client_and_forgets_it()
    {
        await using var rig = new EngineRig();
        var ann = await rig.JoinAsync();
        var bob = await rig.JoinAsync();
        rig.Engine.CloseEndpoint(new EndpointId(rig.Bridge, ann.Number));
        Assert.True(await ann.IsClosedByServerAsync());
        var left = (await rig.Engine.ReadBridgeAsync(rig.Bridge))!.Endpoints.Single();
        Assert.Equal(bob.Number, left.Number);

        var before = rig.Engine.ReadCounters();
        ann.SendRaw(ann.MakeAudio(ann.Lines[0], ann.Microphone));
        await bob.CheckAsync();
        Assert.Equal(1, rig.DropsSince(before)["unknown-address"]);
    }

    [Fact]
    public async Task Closing_a_bridge_closes_everybody_on_it_and_nobody_else()
    {
        await using var rig = new EngineRig();
        var other = rig.OpenBridge();
        var ann = await rig.JoinAsync();
        var bob = await rig.JoinAsync();
        var cyd = await rig.JoinAsync(bridge: other);
        rig.Engine.CloseBridge(rig.Bridge);
        Assert.True(await ann.IsClosedByServerAsync());
        Assert.True(await bob.IsClosedByServerAsync());
        Assert.Null(await rig.Engine.ReadBridgeAsync(rig.Bridge));
        Assert.Equal("connected", (await rig.Engine.ReadBridgeAsync(other))!.Endpoints.Single().State);
        Assert.Equal((1L, 1L), (rig.Engine.ReadCounters().Bridges, rig.Engine.ReadCounters().Endpoints));
        await cyd.CheckAsync();
    }

    [Fact]
    public async Task Stopping_the_engine_says_goodbye_and_leaves_nobody_waiting()
    {
        var rig = new EngineRig();
        var ann = await rig.JoinAsync();
        await rig.Engine.DisposeAsync();
        Assert.True(await ann.IsClosedByServerAsync());

        // Callers that have not heard of it yet get an answer, too.
        var refused = Assert.IsType<NegotiationResult.Refused>(await rig.OfferAsync(ann));
        Assert.Equal("bridge-unknown", refused.Code);
        Assert.Null(await rig.Engine.ReadBridgeAsync(rig.Bridge).WaitAsync(MediaClient.Patience));
        rig.Engine.SetView(new EndpointId(rig.Bridge, ann.Number), []);
        await rig.DisposeAsync();
    }

    [Fact]
    public async Task A_client_that_says_goodbye_is_lost_at_once()
    {
        await using var rig = new EngineRig();
        var ann = await rig.JoinAsync();
        ann.Close();
        await AssertLostAsync(rig, ann, "dtls-closed");
    }

    [Fact]
    public async Task A_client_with_another_certificate_than_its_offer_named_is_not_let_in()
    {
        await using var rig = new EngineRig();
        var mallory = rig.Client(identity: DtlsIdentity.Create(TimeProvider.System));
        mallory.ClaimedFingerprint = rig.Engine.Info.Fingerprint;
        mallory.Lines.AddRange(EngineRig.UsualLines(mallory.Number));
        await rig.NegotiateAsync(mallory);
        await mallory.CheckAsync(EngineRig.CandidateFor(mallory));
        await Assert.ThrowsAnyAsync<IOException>(mallory.ShakeHandsAsync);
        await AssertLostAsync(rig, mallory, "dtls-failed");
    }

    [Fact]
    public async Task A_client_that_never_comes_is_given_up()
    {
        await using var rig = new EngineRig(new MediaSettings { ConnectTimeout = TimeSpan.FromMilliseconds(300) });
        var ann = rig.Client();
        ann.Lines.AddRange(EngineRig.UsualLines(ann.Number));
        await rig.NegotiateAsync(ann);
        await AssertLostAsync(rig, ann, "never-connected");
    }

    [Fact]
    public async Task A_client_that_checks_but_never_shakes_hands_is_given_up()
    {
        await using var rig = new EngineRig(new MediaSettings { ConnectTimeout = TimeSpan.FromSeconds(3) });
        var ann = rig.Client();
        ann.Lines.AddRange(EngineRig.UsualLines(ann.Number));
        await rig.NegotiateAsync(ann);
        await ann.CheckAsync(EngineRig.CandidateFor(ann));
        ann.KeepConsent();
        await AssertLostAsync(rig, ann, "never-connected");
    }

    [Fact]
    public async Task A_client_whose_checks_end_is_lost_even_while_its_media_comes()
    {
        await using var rig = new EngineRig(new MediaSettings { ConsentTimeout = TimeSpan.FromSeconds(1) });
        var ann = await rig.JoinAsync();
        var lost = rig.NextEventAsync<MediaEvent.EndpointLost>();
        await ann.StopConsentAsync();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!lost.IsCompleted)
        {
            ann.SendRaw(ann.MakeAudio(ann.Lines[0], ann.Microphone));
            await timer.WaitForNextTickAsync();
        }

        Assert.Equal("consent-expired", (await lost).Reason);
        Assert.Equal(0, rig.Engine.ReadCounters().Endpoints);
    }

    [Fact]
    public async Task A_lost_client_may_offer_again_under_its_number()
    {
        await using var rig = new EngineRig(new MediaSettings { EndpointsPerBridgeMax = 1 });
        var ann = await rig.JoinAsync();
        ann.Close();
        await rig.NextEventAsync<MediaEvent.EndpointLost>();
        rig.Engine.CloseEndpoint(new EndpointId(rig.Bridge, ann.Number));
        var again = await rig.JoinAsync();
        await ConnectTests.AssertConnectedAsync(rig, again);
    }

    private static async Task AssertLostAsync(EngineRig rig, MediaClient client, string reason)
    {
        var lost = await rig.NextEventAsync<MediaEvent.EndpointLost>();
        Assert.Equal((rig.Bridge, client.Number, reason), (lost.Bridge, lost.Endpoint, lost.Reason));
        Assert.Empty((await rig.Engine.ReadBridgeAsync(rig.Bridge))!.Endpoints);
        Assert.Equal(0, rig.Engine.ReadCounters().Endpoints);
    }
}
