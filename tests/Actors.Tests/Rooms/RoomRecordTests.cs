using Cluster.Actors;
using Cluster.Actors.Meetings;
using Cluster.Actors.Rooms;

namespace Actors.Tests.Rooms;

public sealed class RoomRecordTests
{
    private static readonly ActorsSettings Settings = new() { NameChars = 10, PasswordChars = 10, ParticipantsLimit = 50 };

    [Fact]
    public void What_an_event_does_not_say_stays()
    {
        var record = RoomRecord.Empty
            .Apply(new RoomRecordEvent.SettingsChanged(1, "Daily", "hash", true, true, true, 7))
            .Apply(new RoomRecordEvent.SettingsChanged(2));
        Assert.Equal(new RoomRecord("Daily", "hash", true, true, true, 7), record);
        Assert.Equal(new RoomRecord("", null, false, false, false, 7), record.Apply(new RoomRecordEvent.SettingsChanged(3, "", "", false, false, false)));
    }

    [Fact]
    public void Everyone_sees_that_there_is_a_password_and_never_its_hash()
    {
        var record = new RoomRecord("Daily", "the-hash");
        Assert.True(record.ToInfo(Names.Room("standup"), 100, Cluster.Actors.Policy.RoomCreation.Open).HasPassword);
        Assert.DoesNotContain("the-hash", record.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("the-hash", new RoomRecordEvent.SettingsChanged(1, PasswordHash: "the-hash").ToString(), StringComparison.Ordinal);
    }

    public static TheoryData<RoomSettingsPatch> Impossible => new(
        new RoomSettingsPatch(Title: "far too long a title"),
        new RoomSettingsPatch(Password: "far too long a password"),
        new RoomSettingsPatch(ParticipantsMax: 0),
        new RoomSettingsPatch(ParticipantsMax: 51),
        new RoomSettingsPatch(ParticipantsMax: -1));

    [Theory]
    [MemberData(nameof(Impossible), DisableDiscoveryEnumeration = true)]
    public void Impossible_settings_are_refused_with_a_reason(RoomSettingsPatch patch)
    {
        var (change, problem) = RoomSettingsCheck.Check(patch, Settings, 1);
        Assert.Null(change);
        Assert.NotEmpty(problem!);
    }

    [Fact]
    public void Possible_settings_are_taken_and_a_title_may_be_removed()
    {
        var (change, _) = RoomSettingsCheck.Check(new RoomSettingsPatch(" A\u202E B ", StartsMuted: true, ParticipantsMax: 50), Settings, 9);
        Assert.Equal(new RoomRecordEvent.SettingsChanged(9, "A B", null, true, null, null, 50), change);
        Assert.Equal("", RoomSettingsCheck.Check(new RoomSettingsPatch(Title: ""), Settings, 9).Change?.Title);
    }
}
