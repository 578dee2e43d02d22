namespace Cluster.Media.Srtp;

/// <summary>One direction's master key and salt.</summary>
internal readonly record struct SrtpMasterKey(ReadOnlyMemory<byte> Key, ReadOnlyMemory<byte> Salt)
{
    /// <summary>Says nothing of the key, which must not reach a log.</summary>
    public override string ToString() => nameof(SrtpMasterKey);
}

/// <summary>What a DTLS handshake yields for SRTP: the profile and both directions' keys.</summary>
/// <param name="Client">Protects what the DTLS client sends.</param>
/// <param name="Server">Protects what the DTLS server sends.</param>
internal sealed record SrtpKeys(SrtpProfile Profile, SrtpMasterKey Client, SrtpMasterKey Server)
{
    /// <summary>
    /// Divides exported keying material (RFC 5764, 4.2), of which it takes
    /// <see cref="SrtpProfiles.KeyingMaterialBytes"/>; fewer bytes are a fault of the caller and throw.
    /// </summary>
    public static SrtpKeys FromExporter(SrtpProfile profile, ReadOnlySpan<byte> keyingMaterial)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(keyingMaterial.Length, SrtpProfiles.KeyingMaterialBytes(profile), nameof(keyingMaterial));
        var key = SrtpProfiles.KeyBytes(profile);
        var salt = SrtpProfiles.SaltBytes(profile);
        return new SrtpKeys(
            profile,
            new SrtpMasterKey(keyingMaterial[..key].ToArray(), keyingMaterial.Slice(2 * key, salt).ToArray()),
            new SrtpMasterKey(keyingMaterial.Slice(key, key).ToArray(), keyingMaterial.Slice((2 * key) + salt, salt).ToArray()));
    }
}
