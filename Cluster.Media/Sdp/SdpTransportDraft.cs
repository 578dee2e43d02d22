namespace Cluster.Media.Sdp;

/// <summary>Gathers the ICE and DTLS attributes of the session or of one m-line (RFC 8839, RFC 8122, RFC 8842).</summary>
internal sealed class SdpTransportDraft
{
    private const int Sha256Bytes = 32;
    private string? userFragment;
    private string? password;
    private string? fingerprint;
    private string? fingerprintHash;
    private string? setup;

    /// <summary>Takes an attribute if it is one of these; whether its value will do is judged with the whole offer.</summary>
    public void Take(ReadOnlySpan<char> name, ReadOnlySpan<char> value)
    {
        switch (name)
        {
            case "ice-ufrag":
                userFragment = value.ToString();
                break;
            case "ice-pwd":
                password = value.ToString();
                break;
            case "setup":
                setup = value.ToString();
                break;
            case "fingerprint":
                TakeFingerprint(value);
                break;
        }
    }

    public SdpTransport ToTransport() => new(userFragment, password, fingerprint, fingerprintHash, setup);

    // Several hashes of one certificate may be given (RFC 8122 section 5); SHA-256 is the one everybody has.
    private void TakeFingerprint(ReadOnlySpan<char> value)
    {
        string hash = SdpTokens.TakeWord(ref value).ToString().ToLowerInvariant();
        if (fingerprintHash == "sha-256")
        {
            return;
        }

        fingerprintHash = hash;
        fingerprint = hash == "sha-256" ? Normalise(value.Trim()) : null;
    }

    private static string? Normalise(ReadOnlySpan<char> hex)
    {
        if (hex.Length != (3 * Sha256Bytes) - 1)
        {
            return null;
        }

        for (int i = 0; i < hex.Length; i++)
        {
            if (i % 3 == 2 ? hex[i] != ':' : !char.IsAsciiHexDigit(hex[i]))
            {
                return null;
            }
        }

        return hex.ToString().ToUpperInvariant();
    }
}
