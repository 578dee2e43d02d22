using System.CommandLine;
using System.Globalization;
using Cluster.Host.Commands.Access;
using Cluster.Host.Commands.Text;
using Cluster.Web.Admin;

namespace Cluster.Host.Commands.Rooms;

/// <summary>The options of <c>parley room set</c>, each a setting of the room.</summary>
internal static class RoomSetOptions
{
    private static readonly Option<string?> s_title = new("--title") { HelpName = "TEXT", Description = "What the room is called; an empty text takes it away" };
    private static readonly Option<string?> s_lobby = NodeCommand.Choice("--lobby", "Whether people wait until a moderator lets them in", "on", "off");
    private static readonly Option<string?> s_startsMuted = NodeCommand.Choice("--starts-muted", "Whether people come in with the microphone off", "on", "off");
    private static readonly Option<string?> s_startsHidden = NodeCommand.Choice("--starts-hidden", "Whether people come in with the camera off", "on", "off");
    private static readonly Option<string?> s_mayShare = NodeCommand.Choice("--may-share", "Who may show a screen", "everyone", "moderators");
    private static readonly Option<string?> s_mayChat = NodeCommand.Choice("--may-chat", "Who may write in the chat", "everyone", "moderators");
    private static readonly Option<string?> s_mayRecord = NodeCommand.Choice("--may-record", "Who may record", "everyone", "moderators");
    private static readonly Option<string?> s_chatHistory = NodeCommand.Choice("--chat-history", "Whether those who come late see what was written before", "off", "meeting");
    private static readonly Option<string[]> s_moderator = new("--moderator")
    {
        HelpName = "LOGIN",
        Description = "An account that moderates: LOGIN or +LOGIN adds it, -LOGIN takes it away; repeatable",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<bool> s_noModerators = new("--no-moderators") { Description = "Names nobody: any host moderates" };
    private static readonly Option<string?> s_size = new("--size") { HelpName = "N", Description = "How many may be in at once" };
    private static readonly Option<string?> s_expires = new("--expires") { HelpName = "WHEN", Description = "When the room admits nobody any more: a date, a date and time, a duration such as 30d, or never" };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Option> All =>
        [s_title, s_lobby, s_startsMuted, s_startsHidden, s_mayShare, s_mayChat, s_mayRecord, s_chatHistory, s_moderator, s_noModerators, s_size, s_expires];

    /// <summary>The change that was typed; none at all is a mistake.</summary>
    public static AdminRoomPatch Read(CommandRun run)
    {
        var named = run.Value(s_moderator) ?? [];
        var patch = new AdminRoomPatch(
            run.Value(s_title),
            OnOff(run, s_lobby),
            OnOff(run, s_startsMuted),
            OnOff(run, s_startsHidden),
            run.Value(s_mayShare),
            run.Value(s_mayChat),
            run.Value(s_mayRecord),
            run.Value(s_chatHistory),
            run.Value(s_size) is { } size ? ReadSize(size) : null,
            run.Value(s_expires) is { } when ? Moments.ReadMoment("--expires", when, DateTimeOffset.UtcNow) : null,
            run.Value(s_noModerators) ? [] : null,
            Logins(named.Where(login => !login.StartsWith('-')).Select(login => login.TrimStart('+'))),
            Logins(named.Where(login => login.StartsWith('-')).Select(login => login[1..])));
        return patch == new AdminRoomPatch()
            ? throw CommandRefusedException.ForCommandLine("Nothing was said to change: parley room set --help lists what there is.")
            : patch;
    }

    private static string[]? Logins(IEnumerable<string> logins) => logins.ToArray() is { Length: > 0 } some ? some : null;

    private static bool? OnOff(CommandRun run, Option<string?> option) => run.Value(option) switch { null => null, var word => word == "on" };

    private static int ReadSize(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var size)
        ? size
        : throw CommandRefusedException.ForCommandLine($"The option --size takes a whole number, and not \"{text}\".");
}
