using System.Security.Cryptography.X509Certificates;

namespace Cluster.Actors.Forming;

/// <summary>
/// Whether a node's certificate is from one of the cluster's own authorities, and no other: the system's authorities count
/// for nothing here.
/// </summary>
internal sealed class NodeCheck(NodeCertificate certificate)
{
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
}
