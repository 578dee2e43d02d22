using Cluster.Actors.Policy;
using CsCheck;

namespace Actors.Tests.Policy;

public sealed class PolicyKeysTests
{
    private static readonly ServerPolicy Configured = new(RoomCreation.Open, WhenHostsLeave.Continue, TimeSpan.FromMinutes(2));

    [Theory]
    [InlineData("rooms.creation", "authenticated", "authenticated")]
    [InlineData("parley.rooms.creation", "Open", "open")]
    [InlineData("rooms.when-hosts-leave", "END", "end")]
    [InlineData("rooms.host-grace", "90 s", "90 s")]
    [InlineData("rooms.host-grace", "120s", "2 m")]
    [InlineData("rooms.host-grace", "0 s", "0 ms")]
    [InlineData("rooms.host-grace", "24 h", "1 d")]
    public void A_value_is_understood_and_shown_in_one_way(string key, string value, string shown)
    {
        var known = PolicyKeys.Find(key)!;
        Assert.Equal(shown, known.Get(known.Set(Configured, value)!));
    }

    [Theory]
    [InlineData("rooms.creation", "0")]
    [InlineData("rooms.creation", "")]
    [InlineData("rooms.creation", "authenticated ")]
    [InlineData("rooms.when-hosts-leave", "open")]
    [InlineData("rooms.host-grace", "25 h")]
    [InlineData("rooms.host-grace", "-1 s")]
    [InlineData("rooms.host-grace", "2")]
    [InlineData("rooms.host-grace", "s")]
    [InlineData("rooms.host-grace", "9999999999 s")]
    public void What_a_setting_cannot_be_is_refused(string key, string value) => Assert.Null(PolicyKeys.Find(key)!.Set(Configured, value));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("rooms.participants-limit")]
    public void Nothing_else_can_be_changed(string? key) => Assert.Null(PolicyKeys.Find(key));

    [Fact]
    public void Whatever_is_written_is_read_or_refused() => Gen.String.Sample(text => PolicyKeys.Find("rooms.host-grace")!.Set(Configured, text));

    [Fact]
    public void Changes_win_over_the_configuration_until_they_are_reset()
    {
        var record = PolicyRecord.Empty
            .Apply(new PolicyEvent.Changed(5, "rooms.creation", "authenticated"))
            .Apply(new PolicyEvent.Changed(6, "rooms.host-grace", "1 m"))
            .Apply(new PolicyEvent.Changed(7, "of.a-later-version", "x"));
        Assert.Equal(new ServerPolicy(RoomCreation.Authenticated, WhenHostsLeave.Continue, TimeSpan.FromMinutes(1)), Configured.With(record));
        Assert.Equal(
            [
                new PolicySetting("rooms.creation", "authenticated", PolicyOrigin.RunTime, 5),
                new PolicySetting("rooms.when-hosts-leave", "continue", PolicyOrigin.Configuration, null),
                new PolicySetting("rooms.host-grace", "1 m", PolicyOrigin.RunTime, 6),
            ],
            PolicyKeys.List(Configured, record));
        record = record.Apply(new PolicyEvent.Reset(8, "rooms.creation"));
        Assert.Equal((4L, RoomCreation.Open), (record.Version, Configured.With(record).Creation));
    }
}
