using Cluster.Media.Srtp;
using Org.BouncyCastle.Tls;

namespace Cluster.Media.Dtls;

/// <summary>The other end of a handshake in memory: a DTLS 1.2 client that offers what browsers offer for SRTP.</summary>
/// <param name="identity">Its certificate.</param>
/// <param name="profiles">The SRTP profiles to offer, in order.</param>
internal sealed class ClientPeer(DtlsIdentity identity, IReadOnlyList<SrtpProfile> profiles)
    : DefaultTlsClient(identity.Crypto), TlsAuthentication
{
    private SrtpProfile chosen;

    /// <summary>The keys, once the handshake is complete.</summary>
    public SrtpKeys? Keys { get; private set; }

    /// <summary>The certificate the server showed.</summary>
    public string? ServerFingerprint { get; private set; }

    /// <summary>Alerts received, fatal and warning, in order.</summary>
    public List<short> AlertsReceived { get; } = [];

    public override int GetHandshakeTimeoutMillis() => 10_000;

    public override int GetHandshakeResendTimeMillis() => 100;

    public override IDictionary<int, byte[]> GetClientExtensions()
    {
        IDictionary<int, byte[]> extensions = TlsExtensionsUtilities.EnsureExtensionsInitialised(base.GetClientExtensions());
        TlsSrtpUtilities.AddUseSrtpExtension(extensions, new UseSrtpData([.. profiles.Select(profile => (int)profile)], []));
        return extensions;
    }

    public override void ProcessServerExtensions(IDictionary<int, byte[]> serverExtensions)
    {
        base.ProcessServerExtensions(serverExtensions);
        chosen = TlsSrtpUtilities.GetUseSrtpExtension(serverExtensions) is { ProtectionProfiles: [var profile] }
            ? (SrtpProfile)profile
            : throw new TlsFatalAlert(AlertDescription.illegal_parameter);
    }

    public override TlsAuthentication GetAuthentication() => this;

    public void NotifyServerCertificate(TlsServerCertificate serverCertificate) =>
        ServerFingerprint = DtlsIdentity.FingerprintOf(serverCertificate.Certificate.GetCertificateAt(0).GetEncoded());

    public TlsCredentials GetClientCredentials(CertificateRequest certificateRequest) => identity.CreateSigner(m_context);

    public override void NotifyAlertReceived(short alertLevel, short alertDescription) => AlertsReceived.Add(alertDescription);

    public override void NotifyHandshakeComplete()
    {
        base.NotifyHandshakeComplete();
        Keys = SrtpKeys.FromExporter(
            chosen,
            m_context.ExportKeyingMaterial(ExporterLabel.dtls_srtp, null, SrtpProfiles.KeyingMaterialBytes(chosen)));
    }

    protected override ProtocolVersion[] GetSupportedVersions() => ProtocolVersion.DTLSv12.Only();

    protected override int[] GetSupportedCipherSuites() => [CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256];
}
