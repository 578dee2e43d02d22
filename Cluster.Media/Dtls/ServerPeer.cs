using System.Security.Cryptography;
using Cluster.Media.Srtp;
using Org.BouncyCastle.Tls;
using HashAlgorithm = Org.BouncyCastle.Tls.HashAlgorithm;

namespace Cluster.Media.Dtls;

/// <summary>
/// Our choices in one handshake: DTLS 1.2, ECDHE-ECDSA with an AEAD, the extended master secret, a client certificate
/// with the fingerprint of the offer, and an SRTP profile (RFC 5764).
/// </summary>
internal sealed class ServerPeer(DtlsIdentity identity, string expectedFingerprint, bool allowGcm) : DefaultTlsServer(identity.Crypto)
{
    private const int HandshakeTimeoutMs = 10_000;
    private const int ResendMs = 200;

    private SrtpProfile profile;

    /// <summary>The keys, once the handshake is complete.</summary>
    public SrtpKeys? Keys { get; private set; }

    /// <summary>The client said it is leaving.</summary>
    public bool CloseNotified { get; private set; }

    /// <summary>The last fatal alert of either side, for the log.</summary>
    public string? FatalAlert { get; private set; }

    public override int GetHandshakeTimeoutMillis() => HandshakeTimeoutMs;

    public override int GetHandshakeResendTimeMillis() => ResendMs;

    public override bool RequiresExtendedMasterSecret() => true;

    /// <summary>Anyone can forge an address and send a wrong record: it is dropped (RFC 6347 section 4.1.2.7).</summary>
    public override bool IgnoreCorruptDtlsRecords => true;

    /// <summary>Of the groups a client offers, the one the framework computes: see <see cref="Crypto.FrameworkTlsCrypto"/>.</summary>
    public override int[] GetSupportedGroups() => [NamedGroup.secp256r1, NamedGroup.x25519, NamedGroup.secp384r1];

    public override bool PreferLocalSupportedGroups() => true;

    public override void ProcessClientExtensions(IDictionary<int, byte[]> clientExtensions)
    {
        base.ProcessClientExtensions(clientExtensions);
        int[] offered = TlsSrtpUtilities.GetUseSrtpExtension(clientExtensions)?.ProtectionProfiles ?? [];
        SrtpProfile[] preferred = allowGcm
            ? [SrtpProfile.AeadAes128Gcm, SrtpProfile.Aes128CmHmacSha1_80]
            : [SrtpProfile.Aes128CmHmacSha1_80];
        profile = preferred.FirstOrDefault(candidate => offered.Contains((int)candidate));
        if (profile == default)
        {
            throw new TlsFatalAlert(AlertDescription.handshake_failure);
        }
    }

    public override IDictionary<int, byte[]> GetServerExtensions()
    {
        IDictionary<int, byte[]> extensions = TlsExtensionsUtilities.EnsureExtensionsInitialised(base.GetServerExtensions());
        TlsSrtpUtilities.AddUseSrtpExtension(extensions, new UseSrtpData([(int)profile], []));
        return extensions;
    }

    public override CertificateRequest GetCertificateRequest() => new(
        [ClientCertificateType.ecdsa_sign, ClientCertificateType.rsa_sign],
        [
            new SignatureAndHashAlgorithm(HashAlgorithm.sha256, SignatureAlgorithm.ecdsa),
            new SignatureAndHashAlgorithm(HashAlgorithm.sha256, SignatureAlgorithm.rsa),
        ],
        null);

    /// <summary>The chain means nothing; the certificate must be the one whose fingerprint came over signalling.</summary>
    public override void NotifyClientCertificate(Certificate clientCertificate)
    {
        if (clientCertificate.IsEmpty
            || DtlsIdentity.FingerprintOf(clientCertificate.GetCertificateAt(0).GetEncoded()) != expectedFingerprint)
        {
            throw new TlsFatalAlert(AlertDescription.bad_certificate);
        }
    }

    public override void NotifyHandshakeComplete()
    {
        base.NotifyHandshakeComplete();
        byte[] material = m_context.ExportKeyingMaterial(
            ExporterLabel.dtls_srtp, null, SrtpProfiles.KeyingMaterialBytes(profile));
        Keys = SrtpKeys.FromExporter(profile, material);
        CryptographicOperations.ZeroMemory(material);
    }

    public override void NotifyAlertReceived(short alertLevel, short alertDescription)
    {
        CloseNotified |= alertDescription == AlertDescription.close_notify;
        NoteFatal("received", alertLevel, alertDescription);
    }

    public override void NotifyAlertRaised(short alertLevel, short alertDescription, string message, Exception cause) =>
        NoteFatal("sent", alertLevel, alertDescription);

    protected override ProtocolVersion[] GetSupportedVersions() => ProtocolVersion.DTLSv12.Only();

    protected override int[] GetSupportedCipherSuites() =>
    [
        CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
        CipherSuite.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256,
        CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
    ];

    protected override TlsCredentialedSigner GetECDsaSignerCredentials() => identity.CreateSigner(m_context);

    private void NoteFatal(string way, short level, short description)
    {
        if (level == AlertLevel.fatal)
        {
            FatalAlert ??= $"alert {way}: {AlertDescription.GetName(description)}";
        }
    }
}
