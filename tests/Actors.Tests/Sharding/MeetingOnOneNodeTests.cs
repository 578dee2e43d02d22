using Akka.Actor;
using Akka.Cluster.Sharding;
using Cluster.Actors;
using Cluster.Actors.Meetings;
using Cluster.Actors.Participants;
using Cluster.Media;
using Microsoft.Extensions.Time.Testing;

namespace Actors.Tests.Sharding;

/// <summary>The whole control plane together, every message through the serializer.</summary>
public sealed class MeetingOnOneNodeTests
{
    [Fact]
    public async Task Two_meet_talk_and_leave()
    {
        var settings = OneNode.Settings with { ModeratorGrace = TimeSpan.FromMilliseconds(50) };
        await using var node = await OneNode.StartAsync(settings, hocon: GuardedNewtonsoft.Hocon);
        var (ann, bob) = (new Browser(node, "standup"), new Browser(node, "standup"));
        var first = Assert.IsType<ParticipantNotice.Joined>(await ann.JoinAsync("Ann"));
        Assert.Equal("answer to offer", first.AnswerSdp);
        Assert.Equal([1u, 2u], first.Sources.Select(source => source.Number));
        var second = Assert.IsType<ParticipantNotice.Joined>(await bob.JoinAsync("Bob"));
        Assert.Equal(["Ann", "Bob"], second.Participants.Select(info => info.Name));
        Assert.Equal("Bob", Assert.Single((await ann.NextAsync<ParticipantNotice.RosterChanged>()).Came).Name);

        var bridge = node.Media.Open.Single();
        node.Media.Raise(new MediaEvent.EndpointConnected(bridge, 2));
        Assert.True((await bob.NextAsync<ParticipantNotice.MediaState>()).Connected);
        node.Media.Raise(new MediaEvent.SpeakersChanged(bridge, [new SourceNumber(1)]));
        Assert.Equal([1u], (await bob.NextAsync<ParticipantNotice.SpeakersChanged>()).Sources);

        bob.Tell(new ParticipantCommand.Say(bob.Key, "say", "hello", null));
        Assert.Equal("hello", (await ann.NextAsync<ParticipantNotice.Said>()).Line.Text);
        bob.Tell(new ParticipantCommand.SetDevices(bob.Key, new DeviceState(false, true, false)));
        Assert.False((await ann.NextAsync<ParticipantNotice.RosterChanged>()).Changed.Single().Devices.MicrophoneOn);
        await node.Media.CalledAsync("mute 5");

        ann.Tell(new ParticipantCommand.Leave(ann.Key));
        Assert.Equal("left", (await ann.NextAsync<ParticipantNotice.Ended>()).Code);
        var annIsGone = false;
        await bob.NextAsync<ParticipantNotice.RosterChanged>(roster =>
        {
            annIsGone |= roster.Left.Contains(ann.Key.Participant);
            return roster.Changed.Any(info => info is { Name: "Bob", Role: Role.Moderator });
        });
        Assert.True(annIsGone);
        bob.Tell(new ParticipantCommand.Leave(bob.Key));
        await bob.NextAsync<ParticipantNotice.Ended>();
        Assert.Empty(GuardedNewtonsoft.Fallen);
    }

    [Fact]
    public async Task A_lost_socket_may_come_back_and_one_that_does_not_leaves()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var node = await OneNode.StartAsync(OneNode.Settings with { RosterBatch = TimeSpan.Zero }, time);
        var (ann, bob) = (new Browser(node, "standup"), new Browser(node, "standup"));
        await ann.JoinAsync("Ann");
        var joined = Assert.IsType<ParticipantNotice.Joined>(await bob.JoinAsync("Bob"));
        bob.Close();
        await ReconnectingAsync();
        var again = new Browser(node, "standup") { Key = bob.Key };
        again.Tell(new ParticipantCommand.Resume(bob.Key, "resume", joined.ResumeToken, 0));
        Assert.True((await again.NextAsync<ParticipantNotice.Joined>()).Resumed);
        Assert.Single(node.Media.Open);
        Assert.DoesNotContain("close 1/2", node.Media.Calls);

        again.Close();
        await ReconnectingAsync();
        time.Advance(OneNode.Settings.ResumeGrace);
        Assert.Equal([bob.Key.Participant], (await ann.NextAsync<ParticipantNotice.RosterChanged>(roster => roster.Left.Count > 0)).Left);

        Task<ParticipantNotice.RosterChanged> ReconnectingAsync() => ann.NextAsync<ParticipantNotice.RosterChanged>(
            roster => roster.Changed.Any(info => info.Presence == Presence.Reconnecting));
    }

    [Fact]
    public async Task A_rooms_password_holds_after_a_restart_on_the_same_file()
    {
        using var directory = new TemporaryDirectory();
        var settings = OneNode.Settings with { Store = new StoreSettings { SqlitePath = directory.File("par\"ley; it's.db") } };
        await using (var node = await OneNode.StartAsync(settings))
        {
            var ann = new Browser(node, "standup");
            await ann.JoinAsync("Ann");
            ann.Tell(new ParticipantCommand.ChangeRoom(ann.Key, "change", new RoomSettingsPatch("Daily", "sesame")));
            Assert.IsType<ParticipantNotice.Done>(
                await ann.NextAsync<ParticipantNotice>(notice => notice is ParticipantNotice.Done or ParticipantNotice.Refused));
        }

        await using (var node = await OneNode.StartAsync(settings))
        {
            Assert.Equal("password-required", Code(await new Browser(node, "standup").JoinAsync("Bob")));
            Assert.Equal("password-wrong", Code(await new Browser(node, "standup").JoinAsync("Bob", "wrong")));
            var joined = Assert.IsType<ParticipantNotice.Joined>(await new Browser(node, "standup").JoinAsync("Bob", "sesame"));
            Assert.Equal(("Daily", true), (joined.Room.Title, joined.Room.HasPassword));
        }

        static string Code(ParticipantNotice notice) => Assert.IsType<ParticipantNotice.Refused>(notice).Code;
    }

    [Fact]
    public async Task After_many_have_come_and_gone_nothing_is_left_of_them()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var node = await OneNode.StartAsync(OneNode.Settings, time);
        var browsers = Enumerable.Range(0, 200).Select(number => new Browser(node, $"room-{number % 10}")).ToList();
        await Task.WhenAll(browsers.Select(browser => browser.JoinAsync("Ann")));
        Assert.Equal(10, node.Media.Open.Count());
        Assert.Equal(210, await EntitiesAsync(node.Regions.Rooms));
        browsers.ForEach(browser => browser.Tell(new ParticipantCommand.Leave(browser.Key)));
        await Task.WhenAll(browsers.Select(browser => browser.NextAsync<ParticipantNotice.Ended>()));
        await EmptyAsync(node.Regions.Rooms, time);
        await EmptyAsync(node.Regions.Bridges, time);
        Assert.Empty(node.Media.Open);
    }

    private static async Task EmptyAsync(IActorRef region, FakeTimeProvider time)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (await EntitiesAsync(region) is > 0 and var left)
        {
            Assert.False(patience.IsCancellationRequested, $"{left} entities stayed in {region}");
            time.Advance(OneNode.Settings.RoomIdle);
        }
    }

    private static async Task<int> EntitiesAsync(IActorRef region)
    {
        var state = await region.Ask<CurrentShardRegionState>(GetShardRegionState.Instance, TimeSpan.FromSeconds(15));
        return state.Shards.Sum(shard => shard.EntityIds.Count);
    }

    [Fact]
    public async Task An_entity_may_be_started_without_a_message()
    {
        await using var node = await OneNode.StartAsync(OneNode.Settings);
        foreach (var (region, entity) in new[]
        {
            (node.Regions.Rooms, "standup"), (node.Regions.Participants, "standup/AAAAAAAAAAAAAAAAAAAAAA"),
            (node.Regions.Bridges, "3:standup:1"), (node.Regions.Accounts, "00112233445566778899aabbccddeeff"),
        })
        {
            var started = await region.Ask<object>(new ShardRegion.StartEntity(entity), TimeSpan.FromSeconds(15));
            Assert.Equal("StartEntityAck", started.GetType().Name);
        }
    }
}
