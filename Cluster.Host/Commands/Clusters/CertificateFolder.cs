using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Cluster.Host.Commands.Access;
using Cluster.Host.Configuration;
using Cluster.Host.Serving;
using Cluster.Host.Tls;

namespace Cluster.Host.Commands.Clusters;

/// <summary>A folder with a cluster's authority (ca.pem, ca.key) and its nodes' certificates (NODE.pem, NODE.key).</summary>
internal static class CertificateFolder
{
    private const int NodesMax = 1_000;

    /// <summary>Makes what is missing; the result says what is there and what to do with it.</summary>
    /// <exception cref="CommandRefusedException">A node has its certificate already, or its name is none.</exception>
    public static string Make(string directory, IReadOnlyList<string> nodes, DateTimeOffset now)
    {
        if (nodes.Count > NodesMax || nodes.FirstOrDefault(node => Uri.CheckHostName(node) == UriHostNameType.Unknown) is { })
        {
            throw CommandRefusedException.ForCommandLine($"Each NODE is an address or a name such as 10.0.0.1 or node-1.example.org, at most {NodesMax}: \"{nodes.FirstOrDefault(node => Uri.CheckHostName(node) == UriHostNameType.Unknown) ?? "these"}\" will not do.");
        }

        PrivateFiles.Begin();
        try
        {
            Directory.CreateDirectory(directory);
            if (nodes.FirstOrDefault(node => File.Exists(PathOf(directory, node, "pem"))) is { } there)
            {
                throw new CommandRefusedException(ExitCode.Refused, "certificate-exists", $"{PathOf(directory, there, "pem")} is there already: remove it and its key to have a new one.");
            }

            using var authority = Authority(directory, now);
            foreach (var node in nodes.Distinct())
            {
                using var certificate = NodeAuthority.Sign(authority, node, now);
                Write(directory, node, certificate);
            }

            return Words(directory, nodes);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or NotSupportedException or CryptographicException)
        {
            throw new StartRefusedException(ExitCode.Data, $"The certificates in {directory} cannot be made: {cause.Message.TrimEnd('.')}.", cause);
        }
    }

    private static X509Certificate2 Authority(string directory, DateTimeOffset now)
    {
        var (pem, key) = (PathOf(directory, "ca", "pem"), PathOf(directory, "ca", "key"));
        if (File.Exists(pem))
        {
            return X509Certificate2.CreateFromPemFile(pem, key);
        }

        var made = NodeAuthority.Make(now);
        Write(directory, "ca", made);
        return made;
    }

    // The key first: a certificate without one would be taken for a whole pair the next time.
    private static void Write(string directory, string name, X509Certificate2 certificate)
    {
        using var key = certificate.GetECDsaPrivateKey()!;
        File.WriteAllText(PathOf(directory, name, "key"), key.ExportPkcs8PrivateKeyPem() + "\n");
        File.WriteAllText(PathOf(directory, name, "pem"), certificate.ExportCertificatePem() + "\n");
    }

    private static string PathOf(string directory, string name, string kind) => Path.Combine(directory, $"{name.Replace(':', '_')}.{kind}");

    private static string Words(string directory, IReadOnlyList<string> nodes)
    {
        var text = new StringBuilder();
        foreach (var node in nodes.Distinct())
        {
            text.AppendLine($"{PathOf(directory, node, "pem")} and its key, for two years");
        }

        return text.Append("Give each node its own two and ca.pem, as certificate-file, key-file and ca-file under parley.cluster. Keep ca.key to yourself: whoever has it can make nodes.").ToString();
    }
}
