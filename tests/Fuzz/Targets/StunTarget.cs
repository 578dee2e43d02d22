using Cluster.Media.Ice;
using Fuzz.Engine;

namespace Fuzz.Targets;

/// <summary>A STUN message (RFC 8489) and its integrity.</summary>
internal sealed class StunTarget : FuzzTarget
{
    public override string Name => "stun";

    public override IReadOnlyList<byte[]> Dictionary => StunPieces.List;

    public override int Run(Span<byte> input)
    {
        if (!StunMessage.TryParse(input, out var message))
        {
            return 0;
        }

        Require(message.Username.Length < input.Length && message.TransactionId.Length == 12, "a part outside");
        Require(message.Username.IsEmpty || ((ReadOnlySpan<byte>)input).Overlaps(message.Username), "a user name from elsewhere");
        Span<ushort> unknown = stackalloc ushort[StunMessage.UnknownNotedMax];
        var noted = message.CopyUnknownAttributes(unknown);
        Require(noted <= message.UnknownAttributeCount, "more unknown attributes than were counted");
        var authentic = message.VerifyIntegrity("VOkJxbRl1RmTxUk/WvJxBt"u8);
        Require(!authentic || message.HasIntegrity, "authentic without integrity");
        Require(!message.VerifyIntegrity("another password"u8), "authentic under a password nobody used");
        return 1 + (authentic ? 1 : 0) + (message.HasFingerprint ? 2 : 0) + (message.HasIntegrity ? 4 : 0) + (message.UseCandidate ? 8 : 0)
            + (message.HasPriority ? 16 : 0) + (noted << 5) + (message.Username.IsEmpty ? 0 : 256) + ((message.Type & 0x0111) << 9);
    }
}

/// <summary>The address in a STUN server's answer.</summary>
internal sealed class StunMappedAddressTarget : FuzzTarget
{
    public override string Name => "stun-mapped-address";

    public override IReadOnlyList<byte[]> Dictionary => StunPieces.List;

    // Only an answer to a question of ours is read; the addresses themselves are objects.
    public override long? AllocatedBytesMax(int inputBytes) => 256 + (16 * inputBytes);

    public override int Run(Span<byte> input)
    {
        if (!StunMessage.TryParse(input, out var message) || message.Type != StunType.BindingSuccess)
        {
            return 0;
        }

        var address = StunMappedAddress.Read(input);
        Require(address is null || address.Port is > 0 and <= 65_535, "a port that cannot be");
        return address is null ? 1 : 2 + (int)address.AddressFamily;
    }
}

/// <summary>What STUN messages are made of.</summary>
internal static class StunPieces
{
    public static readonly IReadOnlyList<byte[]> List =
    [
        [0x00, 0x01, 0x00, 0x00, 0x21, 0x12, 0xA4, 0x42], [0x21, 0x12, 0xA4, 0x42], [0x00, 0x06, 0x00, 0x04], [0x00, 0x08, 0x00, 0x14],
        [0x80, 0x28, 0x00, 0x04], [0x00, 0x24, 0x00, 0x04], [0x00, 0x25, 0x00, 0x00], [0x80, 0x29, 0x00, 0x08], [0x80, 0x2A, 0x00, 0x08],
        [0x00, 0x20, 0x00, 0x08], [0x00, 0x01, 0x00, 0x08], [0x00, 0x20, 0x00, 0x14], [0x00, 0x1C, 0x00, 0x20], [0x7F, 0x01, 0x00, 0x00], [0x01, 0x01], [0x01, 0x11],
    ];
}
