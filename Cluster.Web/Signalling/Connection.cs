using System.Collections.Immutable;
using Cluster.Actors.Accounts;
using Cluster.Actors.Participants;
using Cluster.Web.Signalling.Protocol;

namespace Cluster.Web.Signalling;

/// <summary>
/// One socket's part in a meeting as a value: what a client says, a participant notices or the clock brings goes in,
/// the next value and what is to be done come out. It knows no socket and no actor, and reads no clock.
/// </summary>
/// <param name="Deadline">When the stage has lasted too long; never reached while waiting or inside.</param>
/// <param name="Request">The id of the join or resume under way.</param>
/// <param name="Account">Who was signed in when the socket was opened; null: a guest.</param>
/// <param name="From">The address it was opened from.</param>
/// <param name="Requests">Requests without an answer, by id, with the time by which one is due.</param>
internal sealed partial record Connection(
    SignallingSettings Settings,
    ConnectionStage Stage,
    DateTimeOffset Deadline,
    ParticipantKey Key,
    string Request,
    int Attempts,
    ImmutableDictionary<string, PendingRequest> Requests,
    AccountIdentity? Account,
    string? From)
{
    /// <summary>What is kept of the participant for its node's death.</summary>
    public Held Held { get; private init; } = Held.Nothing;

    /// <summary>Until when the participant is asked for again, while that is under way.</summary>
    public DateTimeOffset ReturnUntil { get; private init; }

    /// <summary>How often it was asked for again so far.</summary>
    public int Returns { get; private init; }


    /// <summary>A socket just opened.</summary>
    public static Connection Opened(SignallingSettings settings, DateTimeOffset now, AccountIdentity? account = null, string? from = null) => new(
        settings, ConnectionStage.Outside, now + settings.FirstMessageTimeout, default, "", 0, ImmutableDictionary<string, PendingRequest>.Empty, account, from);

    /// <summary>Whether the participant must be told when the socket is lost.</summary>
    public bool HasParticipant => Stage is ConnectionStage.Entering or ConnectionStage.Waiting or ConnectionStage.Inside or ConnectionStage.Returning;

    /// <summary>The node stops: the client is told, and comes back to another or to the next start.</summary>
    public ConnectionStep NodeStopping() => Stage == ConnectionStage.Over
        ? new ConnectionStep(this)
        : new ConnectionStep(Over(), [.. HasParticipant ? [new ConnectionEffect.Ask(new ParticipantCommand.ConnectionLost(Key, ComesBack: true))] : Array.Empty<ConnectionEffect>(), .. Farewell]);

    /// <summary>A bridge may be dead: whoever has media there is told, and goes elsewhere.</summary>
    /// <param name="concerns">Whether a ticket is for it.</param>
    public ConnectionStep Doubt(Func<string, bool> concerns) =>
        Stage is ConnectionStage.Entering or ConnectionStage.Inside or ConnectionStage.Returning && Held.Ticket is { } ticket && concerns(ticket)
            ? Then(new ConnectionEffect.Reply(new ServerMessage.Doubt()))
            : new ConnectionStep(this);

    private static IReadOnlyList<ConnectionEffect> Farewell =>
    [
        new ConnectionEffect.Reply(new ServerMessage.Ended("node-stopping", "The server is being stopped. You come back by yourself when it is up again.")),
        new ConnectionEffect.Close(CloseReason.NodeStopping),
    ];

    /// <summary>Time has passed.</summary>
    public ConnectionStep Tick(DateTimeOffset now)
    {
        if (now >= Deadline && Stage is not (ConnectionStage.Inside or ConnectionStage.Waiting or ConnectionStage.Over))
        {
            return Stage == ConnectionStage.Returning ? AskAgain(now) : StageExpired();
        }

        var late = Requests.Values.Where(request => now >= request.Deadline).OrderBy(request => request.Order).ToArray();
        return late.Length == 0
            ? new ConnectionStep(this)
            : (this with { Requests = Requests.RemoveRange(late.Select(request => request.Id)) })
                .Then([.. late.Select(request => Refusal(request.Id, RefusalCode.TryAgain, "The server did not answer in time. Try again."))]);
    }

    private ConnectionStep StageExpired() => Stage switch
    {
        ConnectionStage.Outside => Over().Then(new ConnectionEffect.Close(CloseReason.FirstMessageTimeout)),
        // Whatever the participant still does with the lost join must not leave a ghost in the roster.
        ConnectionStage.Entering => Over().Then(
            new ConnectionEffect.Ask(new ParticipantCommand.ConnectionLost(Key)),
            Refusal(Request, RefusalCode.TryAgain, "The room did not answer in time. Try again."),
            new ConnectionEffect.Close(CloseReason.TryAgain)),
        _ => Over().Then(
            new ConnectionEffect.Reply(new ServerMessage.Ended("left", "You left the meeting.")),
            new ConnectionEffect.Close(CloseReason.Ended("left"))),
    };

    private Connection Over() => this with { Stage = ConnectionStage.Over, Requests = Requests.Clear() };

    private ConnectionStep Then(params ReadOnlySpan<ConnectionEffect> effects) => new(this, [.. effects]);

    private static ConnectionEffect.Reply Refusal(string? id, string code, string message) => new(new ServerMessage.Refused(id, code, message));
}

/// <summary>A request without an answer.</summary>
/// <param name="Order">Counts up, so that chat lines are acknowledged in the order they were said.</param>
/// <param name="IsTicketed">Answered by a bridge, whatever becomes of the participant.</param>
/// <param name="Move">The move that it is the offer of: the client's media stays where it is for the time being.</param>
internal sealed record PendingRequest(string Id, DateTimeOffset Deadline, bool IsChat, long Order, bool IsTicketed = false, long? Move = null);

/// <summary>The next value of a connection and what is to be done.</summary>
internal sealed record ConnectionStep(Connection Next, params IReadOnlyList<ConnectionEffect> Effects);
