using System.Net;
using System.Net.NetworkInformation;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Cluster.Web.Tls;

namespace Cluster.Host.Tls;

/// <summary>Makes certificates nobody vouches for: for trying in a local network, and as a stand-in until an authority has signed.</summary>
internal static class SelfSigned
{
    /// <summary>Some browsers refuse what is valid for longer.</summary>
    private static readonly TimeSpan s_lifetime = TimeSpan.FromDays(397);

    /// <summary>ECDSA on P-256, for these names and addresses.</summary>
    public static X509Certificate2 Make(IEnumerable<string> names, IEnumerable<IPAddress> addresses, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Parley (self-signed)", key, HashAlgorithmName.SHA256);
        var subject = new SubjectAlternativeNameBuilder();
        foreach (var name in names.Distinct(StringComparer.OrdinalIgnoreCase))
        {
            subject.AddDnsName(name);
        }

        foreach (var address in addresses.Distinct())
        {
            subject.AddIpAddress(address);
        }

        request.CertificateExtensions.Add(subject.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        return request.CreateSelfSigned(now.AddHours(-1), now + s_lifetime);
    }

    /// <summary>What this machine may be called: localhost, its name, its addresses.</summary>
    public static (IReadOnlyList<string> Names, IReadOnlyList<IPAddress> Addresses) OfThisMachine()
    {
        IEnumerable<IPAddress> own = [];
        try
        {
            own = NetworkInterface.GetAllNetworkInterfaces()
                .SelectMany(network => network.GetIPProperties().UnicastAddresses)
                .Select(unicast => unicast.Address)
                .Where(address => !address.IsIPv6LinkLocal)
                .Select(address => new IPAddress(address.GetAddressBytes()));
        }
        catch (NetworkInformationException)
        {
            // A sandbox without a list of interfaces: names and loopback are enough there.
            own = [];
        }

        var host = Dns.GetHostName();
        string[] names = Uri.CheckHostName(host) == UriHostNameType.Dns ? ["localhost", host] : ["localhost"];
        return (names, [.. own.Union([IPAddress.Loopback, IPAddress.IPv6Loopback])]);
    }

    /// <summary>To serve with.</summary>
    public static ServedCertificate Serve(X509Certificate2 certificate) => new(certificate, []);
}
