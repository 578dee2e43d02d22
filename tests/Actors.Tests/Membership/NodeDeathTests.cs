using Akka.Actor;
using Cluster.Actors.Meetings;
using Cluster.Actors.Participants;
using Cluster.Actors.Rooms;

namespace Actors.Tests.Membership;

/// <summary>A node falls silent: its rooms answer elsewhere.</summary>
public sealed class NodeDeathTests(Xunit.Abstractions.ITestOutputHelper output)
{
    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task Its_rooms_take_commands_again_on_the_others(int silent)
    {
        await using var nodes = await SeveralNodes.StartAsync(3);
        var names = Enumerable.Range(0, 30).Select(number => Names.Room($"room-{number}")).ToList();
        foreach (var room in names)
        {
            Assert.IsType<ParticipantNotice.Joined>(await new Browser(nodes[1], room.Value).JoinAsync("Ann"));
        }

        await nodes.IsolateAsync(nodes[silent]);
        var since = System.Diagnostics.Stopwatch.StartNew();
        var gone = Until.TrueAsync("the others to give the silent one up", () => SeveralNodes.Up(nodes[1]) == 2);
        await Task.WhenAll(names.Select(room => Until.TrueAsync($"{room} to take a command", () => TakesCommandAsync(nodes[1], room))));
        output.WriteLine($"given up after {(await gone).TotalSeconds:0.0} s, all rooms answer after {since.Elapsed.TotalSeconds:0.0} s");
        Assert.InRange(since.Elapsed.TotalSeconds, 3, 25);
    }

    // A command that went to the dead node is lost: whoever asked asks again.
    private static async Task<bool> TakesCommandAsync(OneNode node, RoomName room)
    {
        try
        {
            return await node.Regions.Rooms.Ask<RoomAnswer>(
                new RoomCommand.Administer(room, new RoomSettingsPatch("Again"), null, null), TimeSpan.FromMilliseconds(500)) is RoomAnswer.Shown;
        }
        catch (AskTimeoutException)
        {
            return false;
        }
    }
}
