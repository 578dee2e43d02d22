namespace Cluster.Media.Sdp;

/// <summary>Why an offer is refused.</summary>
/// <param name="Code">One of the constants here; clients and tests rely on them.</param>
/// <param name="Message">One sentence for a person.</param>
internal sealed record SdpProblem(string Code, string Message)
{
    public const string TooLarge = "sdp-too-large";
    public const string Malformed = "sdp-malformed";
    public const string TooManyMedia = "sdp-too-many-media";
    public const string TooManyEntries = "sdp-too-many-entries";
    public const string NoBundle = "sdp-no-bundle";
    public const string NoRtcpMux = "sdp-no-rtcp-mux";
    public const string NoFingerprint = "sdp-no-fingerprint";
    public const string BadFingerprint = "sdp-bad-fingerprint";
    public const string NoIce = "sdp-no-ice";
    public const string BadIce = "sdp-bad-ice";
    public const string BadSetup = "sdp-bad-setup";
}
