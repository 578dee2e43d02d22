using Cluster.Media.Srtp;
using Fuzz.Engine;

namespace Fuzz.Targets;

/// <summary>
/// SRTP (RFC 3711, RFC 7714) under both profiles, with keys nobody has protected the input with: it is malformed or not
/// authentic, and never more.
/// </summary>
internal sealed class SrtpTarget : FuzzTarget
{
    private readonly SrtpReceiver[] _receivers =
    [
        new(SrtpProfile.AeadAes128Gcm, new SrtpMasterKey(new byte[16], new byte[12])),
        new(SrtpProfile.Aes128CmHmacSha1_80, new SrtpMasterKey(new byte[16], new byte[14])),
    ];

    public override string Name => "srtp";

    public override IReadOnlyList<byte[]> Dictionary { get; } = [[0x80], [0x90], [0xB0], [0xBE, 0xDE], [0xff, 0xff], [0, 0]];

    public override int Run(Span<byte> input)
    {
        var outcome = 0;
        foreach (var receiver in _receivers)
        {
            var verdict = receiver.Unprotect(input, out var length);
            Require(verdict is SrtpVerdict.Malformed or SrtpVerdict.Unauthentic, "something nobody protected was not refused as such");
            Require(length == 0, "a length for what was refused");
            outcome = (outcome * 8) + (int)verdict;
        }

        return outcome;
    }
}

/// <summary>The same for SRTCP.</summary>
internal sealed class SrtcpTarget : FuzzTarget
{
    private readonly SrtpReceiver[] _receivers =
    [
        new(SrtpProfile.AeadAes128Gcm, new SrtpMasterKey(new byte[16], new byte[12])),
        new(SrtpProfile.Aes128CmHmacSha1_80, new SrtpMasterKey(new byte[16], new byte[14])),
    ];

    public override string Name => "srtcp";

    public override IReadOnlyList<byte[]> Dictionary => RtcpPieces.List;

    public override int Run(Span<byte> input)
    {
        var outcome = 0;
        foreach (var receiver in _receivers)
        {
            var verdict = receiver.UnprotectRtcp(input, out var length);
            Require(verdict is SrtpVerdict.Malformed or SrtpVerdict.Unauthentic, "something nobody protected was not refused as such");
            Require(length == 0, "a length for what was refused");
            outcome = (outcome * 8) + (int)verdict;
        }

        return outcome;
    }
}
