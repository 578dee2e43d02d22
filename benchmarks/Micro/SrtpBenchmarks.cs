using BenchmarkDotNet.Attributes;
using Cluster.Media.Srtp;
using Cluster.Media.Srtp.Ciphers;

namespace Bench.Micro;

/// <summary>Protecting and unprotecting one packet, without the tables of replay and rollover; "copy" is in both figures.</summary>
public class SrtpBenchmarks
{
    private readonly byte[] _work = new byte[1_500];
    private readonly byte[] _protected = new byte[1_500];
    private byte[] _plain = [];
    private int _headerBytes;
    private int _overheadBytes;
    private ulong _index;
    private SrtpTransform _transform = null!;

    /// <summary>Who does the cryptography.</summary>
    [Params("openssl", "framework")]
    public string Library { get; set; } = "";

    /// <summary>The protection profile.</summary>
    [Params("gcm", "cm")]
    public string Profile { get; set; } = "";

    /// <summary>Makes a packet and its protected form.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var profile = Profile == "gcm" ? SrtpProfile.AeadAes128Gcm : SrtpProfile.Aes128CmHmacSha1_80;
        var library = Library == "openssl" ? CipherLibrary.OpenSsl : CipherLibrary.Framework;
        var key = new SrtpMasterKey(new byte[SrtpProfiles.KeyBytes(profile)], new byte[SrtpProfiles.SaltBytes(profile)]);
        _transform = SrtpTransform.Create(profile, key, library);
        _overheadBytes = SrtpProfiles.RtpOverheadBytes(profile);
        (_plain, _headerBytes) = Packets.Make();
        _plain.CopyTo(_protected, 0);
        _transform.ProtectRtp(_protected, _headerBytes, Packets.Bytes, Packets.Ssrc, 1_000);
    }

    /// <summary>What the two below do beside the cryptography.</summary>
    [Benchmark]
    public void Copy() => _plain.AsSpan(0, Packets.Bytes).CopyTo(_work);

    /// <summary>A packet goes out.</summary>
    [Benchmark]
    public void Protect()
    {
        Copy();
        _transform.ProtectRtp(_work, _headerBytes, Packets.Bytes, Packets.Ssrc, _index++);
    }

    /// <summary>A packet comes in.</summary>
    [Benchmark]
    public bool Unprotect()
    {
        _protected.AsSpan(0, Packets.Bytes + _overheadBytes).CopyTo(_work);
        return _transform.UnprotectRtp(_work.AsSpan(0, Packets.Bytes + _overheadBytes), _headerBytes, Packets.Ssrc, 1_000);
    }

    /// <summary>Frees the keys.</summary>
    [GlobalCleanup]
    public void Cleanup() => _transform.Dispose();
}
