using System.Text;
using Cluster.Actors.Accounts;
using Cluster.Actors.Rooms;
using Cluster.Actors.Security;
using Cluster.Web.Signalling.Protocol;
using Cluster.Web.Tls;
using Fuzz.Engine;

namespace Fuzz.Targets;

/// <summary>A client's message on the signalling socket: read within its bounds, or a problem in words that repeats nothing of it.</summary>
internal sealed class SignallingTarget : FuzzTarget
{
    private const string Marker = "5ecret-marker";

    public override string Name => "signalling";

    public override int TestExecutions => 5_000;

    public override int InputBytesMax => 65_536;

    public override long MicrosecondsMax => 50_000;

    public override bool IsText => true;

    public override IReadOnlyList<byte[]> Dictionary => JsonPieces.List;

    public override long? AllocatedBytesMax(int inputBytes) => 262_144 + (100L * inputBytes);

    public override int Run(Span<byte> input)
    {
        if (!ProtocolJson.TryRead(input, out var message, out var problem))
        {
            Require(problem.Length is > 0 and < 300, "a problem without words");
            Require(!problem.Contains(Marker, StringComparison.Ordinal), "a problem that repeats what was sent");
            return problem.Length;
        }

        Require(ClientMessageBounds.FindFault(message) is null, "a message beyond its bounds");
        return 1_000 + message.GetType().Name.Sum(letter => letter);
    }
}

/// <summary>Tokens that clients bring: to resume, to come back, of a link, and sealed by us. None is good that we did not make.</summary>
internal sealed class TokenTarget : FuzzTarget
{
    private readonly ResumeToken _resume = ResumeToken.New();
    private readonly SecretBox _box = SecretBox.Of(new byte[SecretBox.KeyBytes]);

    public override string Name => "token";

    public override IReadOnlyList<byte[]> Dictionary { get; } = [[.. "v1."u8], [.. "="u8], [.. "-_"u8], [.. "\0"u8], [0xF0, 0x9F, 0x8E, 0xA5]];

    public override long? AllocatedBytesMax(int inputBytes) => 16_384 + (20L * inputBytes);

    public override int Run(Span<byte> input)
    {
        var text = Encoding.UTF8.GetString(input);
        Require(!_resume.Matches(text), "a resume token nobody was given");
        var returned = ReturnToken.Of(text);
        Require(returned.Text.Length == 43 && returned.Hash.Length == 64, "a return token of another form");
        var isLink = LinkToken.TryRead(text, out var account, out var hash);
        Require(!isLink || (account.Value.Length == 32 && hash.Length == 64), "a link of another form");
        Require(_box.Unprotect(text, "fuzz") is null, "a box nobody sealed");
        return (returned.Text == text ? 1 : 0) + (isLink ? 2 : 0) + (text.StartsWith("v1.", StringComparison.Ordinal) ? 4 : 0);
    }
}

/// <summary>Names people type or links hold: a room's, an account's.</summary>
internal sealed class NameTarget : FuzzTarget
{
    public override string Name => "name";

    public override int TestExecutions => 5_000;

    public override IReadOnlyList<byte[]> Dictionary { get; } =
        [[0xEF, 0xB7, 0xBA], [0xC4, 0xB0], [0xE2, 0x84, 0xAA], [0xEF, 0xBF, 0xBD], [0xED, 0xA0, 0x80], [0xE2, 0x80, 0xAE], [.. "/.."u8], [.. " \t\u00a0"u8], [0xCC, 0x81], [0]];

    public override long? AllocatedBytesMax(int inputBytes) => 65_536 + (200L * inputBytes);

    public override int Run(Span<byte> input)
    {
        var text = Encoding.UTF8.GetString(input);
        var isRoom = RoomName.TryCreate(text, out var room, out var problem);
        Require(isRoom || problem is { Length: > 0 }, "a refusal without words");
        Require(!isRoom || RoomName.IsNormal(room.Value), "a room's name that is another when read again");
        Require(!isRoom || room.Value.Length is > 0 and <= RoomName.CharsMax, "a room's name beyond its bounds");
        var names = LoginName.Candidates(text, ["example.org"], "meet.example.org:443");
        Require(names.Count <= 2, "more names than there are ways to read one");
        return (isRoom ? 1 + Math.Min(room.Value.Length, 20) : 0) + (names.Count * 32);
    }
}

/// <summary>The ClientHello of a TLS connection to the web port (RFC 8446 section 4.1.2).</summary>
internal sealed class TlsHelloTarget : FuzzTarget
{
    public override string Name => "tls-hello";

    public override int InputBytesMax => 2_000;

    public override IReadOnlyList<byte[]> Dictionary { get; } = [[22, 3, 1], [1, 0], [0, 0, 0, 16], [0, 16, 0, 12], [0x0a, .. "acme-tls/1"u8], [0, 0, 9, .. "localhost"u8]];

    public override long? AllocatedBytesMax(int inputBytes) => 8_192 + (8L * inputBytes);

    public override int Run(Span<byte> input)
    {
        var length = ClientHello.Length(input);
        Require(length is -1 or 0 or (>= 5 and <= ClientHello.BytesMax), "a length that cannot be");
        if (ClientHello.Parse(input.ToArray()) is not { } hello)
        {
            return length < 1 ? length + 2 : 4;
        }

        Require(hello.ServerName.Length <= input.Length && hello.Protocols.Length <= input.Length, "a part outside");
        return 5 + (hello.OffersOnly("acme-tls/1"u8) ? 1 : 0) + (hello.ServerName.Length > 0 ? 2 : 0);
    }
}

/// <summary>What messages in JSON are made of.</summary>
internal static class JsonPieces
{
    public static readonly IReadOnlyList<byte[]> List =
    [
        .. new[]
        {
            "{", "}", "[", "]", "\"", ":", ",", "null", "true", "-1", "1e400", "9223372036854775808", "\"type\":\"join\"", "\"type\":\"view\"", "\"type\":1",
            "\"\\ud800\"", "\\u0000", "5ecret-marker", "\"5ecret-marker\":1", "[[[[[[[[[[[[[[[[[[", "{\"a\":{\"a\":{\"a\":", "//", "\u2028", "\"id\":\"\"", "\"version\":1",
        }.Select(Encoding.UTF8.GetBytes),
    ];
}
