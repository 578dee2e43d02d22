using System.Reflection;
using System.Runtime.Serialization;
using System.Text;
using Akka.Actor;
using Cluster.Actors;
using Cluster.Actors.Accounts;
using Cluster.Actors.Meetings;
using Cluster.Actors.Participants;
using Cluster.Actors.Rooms;
using Cluster.Actors.Serialization;
using CsCheck;

namespace Actors.Tests.Serialization;

public sealed class SerializerTests : IDisposable
{
    private static readonly string[] Ends = ["Command", "Reply", "Notice", "Event"];

    private readonly ActorSystem system = ActorSystem.Create("serializer");
    private readonly ParleySerializer serializer;

    public SerializerTests() => serializer = new ParleySerializer((ExtendedActorSystem)system);

    public static TheoryData<string> Manifests => [.. MessageCatalogue.Entries.Select(entry => entry.Manifest)];

    public void Dispose() => system.Dispose();

    [Fact]
    public void Every_message_type_is_in_the_list()
    {
        var messages = typeof(ParleyActors).Assembly.GetTypes()
            .Where(type => type is { IsAbstract: false, IsInterface: false } && type.IsAssignableTo(typeof(IParleyMessage)))
            .ToHashSet();
        Assert.Equal(messages, MessageCatalogue.Entries.Select(entry => entry.Type).ToHashSet());
    }

    // Whatever an entity may get or keep is marked, or says that it never leaves the actor's own node.
    [Fact]
    public void Every_command_reply_notice_and_event_is_marked()
    {
        var unmarked = typeof(ParleyActors).Assembly.GetTypes()
            .Where(type => type is { IsAbstract: false } && EndsAsMessage(type.DeclaringType ?? type))
            .Where(type => !type.IsAssignableTo(typeof(IParleyMessage)) && !type.Name.Contains('<', StringComparison.Ordinal))
            .Where(type => type.Namespace != typeof(MeetingEvent).Namespace);
        Assert.Empty(unmarked);

        static bool EndsAsMessage(Type type) =>
            Ends.Any(end => type.Name.EndsWith(end, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Manifests))]
    public void Every_message_survives_the_wire(string manifest)
    {
        var type = MessageCatalogue.Entries.Single(entry => entry.Manifest == manifest).Type;
        Gen.Int.Sample(
            seed =>
            {
                var message = Generated.Value(type, new Random(seed))!;
                Assert.Equal(manifest, serializer.Manifest(message));
                var back = serializer.FromBinary(serializer.ToBinary(message), manifest);
                Assert.True(Generated.Same(message, back), $"{Encoding.UTF8.GetString(serializer.ToBinary(message))} came back otherwise");
            },
            iter: 50);
    }

    [Fact]
    public void Manifests_are_short_and_carry_a_version() =>
        Assert.All(MessageCatalogue.Entries, entry => Assert.Matches("^[a-z-]{1,16}\\.[a-z-]{1,20}:[1-9]$", entry.Manifest));

    [Fact]
    public void What_a_newer_node_adds_is_ignored()
    {
        var json = """{ "future": { "a": [1] }, "room": "standup", "participant": "p" }"""u8.ToArray();
        Assert.Equal(new RoomCommand.Leave(Names.Room("standup"), "p"), serializer.FromBinary(json, "room.leave:1"));
    }

    [Theory]
    [InlineData("room.leave:1", "{}")]
    [InlineData("room.leave:1", "null")]
    [InlineData("room.leave:1", "{")]
    [InlineData("room.leave:1", """{ "room": "a/b", "participant": "p" }""")]
    [InlineData("room.leave:1", """{ "room": 7, "participant": "p" }""")]
    [InlineData("room.leave:1", """{ "room": "standup", "participant": null }""")]
    [InlineData("account.disable:1", """{ "account": "ann" }""")]
    [InlineData("bridge.close:1", """{ "bridge": "1:2" }""")]
    [InlineData("System.Diagnostics.Process, System", "{}")]
    public void What_is_not_a_message_of_the_list_is_refused(string manifest, string json) =>
        Assert.Throws<SerializationException>(() => serializer.FromBinary(Encoding.UTF8.GetBytes(json), manifest));

    [Fact]
    public void What_is_not_in_the_list_is_not_written() => Assert.Throws<SerializationException>(() => serializer.ToBinary("text"));

    [Fact]
    public void No_secret_is_in_a_messages_text()
    {
        var room = Names.Room("standup");
        var key = ParticipantKey.New(room);
        var on = new DeviceState(true, true, true);
        var patch = new RoomSettingsPatch(Password: "s3cret");
        var login = AccountName.TryCreate("s3cret", out var name, out _) ? name : default;
        object[] messages =
        [
            new ParticipantCommand.Join(key, "r", "Ann", "s3cret", on, new MediaOffer("sdp", [], [])),
            new ParticipantCommand.Resume(key, "r", "s3cret", 0),
            new ParticipantCommand.ChangeRoom(key, "r", patch),
            new ParticipantCommand.Say(key, "r", "s3cret", null),
            new RoomCommand.Admit(room, "p", "r", "Ann", "s3cret", on),
            new RoomCommand.Change(room, "p", "r", patch),
            new AccountCommand.Create(AccountId.New(), login, "s3cret", "s3cret", AccountRole.Host),
            new AccountCommand.UseLink(AccountId.New(), "s3cret", "s3cret"),
            new AccountReply.Linked(AccountId.New(), new OneTimeLink("s3cret", LinkPurpose.Reset, 1)),
            new OneTimeLink("s3cret", LinkPurpose.Reset, 1),
            new AccountReply.Verified(new AccountIdentity(AccountId.New(), "s3cret", "s3cret", AccountRole.Admin)),
            new AccountIdentity(AccountId.New(), "s3cret", "s3cret", AccountRole.Admin),
            new AccountEvent.LinkMade(AccountId.New(), 1, "id", "s3cret", LinkPurpose.Invite, 2),
            new ExternalIdentity("provider", "s3cret"),
            new AccountRow(AccountId.New(), login, "s3cret", "s3cret"),
            new AccountCommand.Verify(AccountId.New(), "s3cret"),
        ];
        Assert.All(messages, message => Assert.DoesNotContain("s3cret", message.ToString(), StringComparison.Ordinal));
    }
}
