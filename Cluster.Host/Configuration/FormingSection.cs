using System.Net;
using System.Security.Cryptography.X509Certificates;
using Cluster.Actors;
using Cluster.Host.Tls;

namespace Cluster.Host.Configuration;

/// <summary>Reads how a node finds its cluster and what nodes know each other by, from <c>parley.cluster</c>.</summary>
internal static class FormingSection
{
    private const long FileBytesMax = 1 << 20;

    public static FormingSettings Read(SettingsReader cluster, TimeSpan startTimeout)
    {
        var (host, name) = (cluster.Text("host"), cluster.Text("dns-name"));
        var (certificate, key, authorities) = (cluster.Text("certificate-file"), cluster.Text("key-file"), cluster.Text("ca-file"));
        var given = new[] { certificate, key, authorities }.Count(file => file.Length > 0);
        if (given is not (0 or 3))
        {
            throw Refusal("The settings certificate-file, key-file and ca-file under parley.cluster belong together: give all three, as parley cluster cert made them.");
        }

        if (Uri.CheckHostName(host) == UriHostNameType.Unknown || (IpAddress.TryRead(host) is { } address && (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any))))
        {
            throw Refusal($"The setting parley.cluster.host is \"{host}\" but must be the one address or name at which the other nodes reach this one.");
        }

        if (given == 0 && !cluster.Flag("plain-text") && !IsLoopback(host))
        {
            throw Refusal($"Nodes would speak to each other in the clear at {host}, and whoever reaches that port could command them: make certificates with parley cluster cert and "
                + "give certificate-file, key-file and ca-file under parley.cluster, or, where the network itself is private, say parley.cluster.plain-text = on.");
        }

        if (name.Length > 0 && (Uri.CheckHostName(name) != UriHostNameType.Dns || cluster.Number("port", 0, 65_535) == 0))
        {
            throw Refusal("The setting parley.cluster.dns-name must be a name in the DNS, and the nodes behind it are reached at this node's --cluster-port: give both.");
        }

        return new FormingSettings
        {
            DnsName = name,
            JoinTimeout = cluster.Duration("join-timeout", TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10)),
            UpTimeout = startTimeout,
            Certificate = given == 0 ? null : Read(certificate, key, authorities),
        };
    }

    private static NodeCertificate Read(string certificate, string key, string authorities)
    {
        try
        {
            var roots = new X509Certificate2Collection();
            roots.ImportFromPem(Text(authorities));
            return roots.Count > 0
                ? new NodeCertificate(PemPair.Read(Text(certificate), Text(key)).Leaf, roots)
                : throw Refusal($"The file {authorities} of the setting parley.cluster.ca-file has no PEM certificate.");
        }
        catch (PemPairException cause)
        {
            throw Refusal($"The node's certificate {certificate} with the key {key} cannot be used: {cause.Message}.", cause);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException or System.Security.Cryptography.CryptographicException)
        {
            throw Refusal($"The node's certificate cannot be read: {cause.Message.TrimEnd('.')}.", cause);
        }
    }

    private static string Text(string path) =>
        new FileInfo(path).Length <= FileBytesMax ? File.ReadAllText(path) : throw Refusal($"The file {path} is too large to be a certificate.");

    private static bool IsLoopback(string host) => host == "localhost" || (IpAddress.TryRead(host) is { } address && IPAddress.IsLoopback(address));

    private static StartRefusedException Refusal(string sentence, Exception? cause = null) => StartRefusedException.ForConfiguration(sentence, cause);
}
