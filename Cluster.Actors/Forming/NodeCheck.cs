using System.Collections.Concurrent;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Akka.Event;

namespace Cluster.Actors.Forming;

/// <summary>
/// Whether a node's certificate is from one of the cluster's own authorities, and no other: the system's authorities count
/// for nothing here. Who is refused is logged once for each address.
/// </summary>
internal sealed class NodeCheck(NodeCertificate certificate)
{
    private const int AddressesMax = 1_000;

    private readonly ConcurrentDictionary<string, bool> refused = new(StringComparer.Ordinal);

    /// <summary>For the engine's transport.</summary>
    public bool Accepts(X509Certificate2? shown, string peer, ILoggingAdapter log)
    {
        var why = WhyNot(shown);
        if (why is not null && refused.Count < AddressesMax && refused.TryAdd(AddressOf(peer), true))
        {
            log.Warning("A node at {0} is refused: {1}. This is said once for each address.", AddressOf(peer), why);
        }

        return why is null;
    }

    /// <summary>What is wrong with a certificate; null: nothing.</summary>
    public string? WhyNot(X509Certificate? shown)
    {
        if (shown is null)
        {
            return "it shows no certificate";
        }

        using var leaf = new X509Certificate2(shown);
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(certificate.Authorities);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(leaf) ? null
            : chain.ChainStatus.Any(status => status.Status.HasFlag(X509ChainStatusFlags.NotTimeValid)) ? "its certificate is not valid now"
            : "its certificate is not from this cluster's authority";
    }

    // Ports of those who connect change with every try.
    private static string AddressOf(string peer)
    {
        var text = peer.TrimStart('/');
        var colon = text.LastIndexOf(':');
        return colon > 0 ? text[..colon].Replace("::ffff:", "", StringComparison.Ordinal).Trim('[', ']') : text;
    }
}
