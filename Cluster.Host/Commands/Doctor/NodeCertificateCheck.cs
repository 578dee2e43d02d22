using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using Cluster.Host.Commands.Access;

namespace Cluster.Host.Commands.Doctor;

/// <summary>The certificate by which other nodes know this one: from the cluster's authority, for how long, and with a key nobody else reads.</summary>
internal static class NodeCertificateCheck
{
    private const string Check = "cluster-certificate";

    /// <summary>They last two years, and a renewal is a restart.</summary>
    private const int SoonDays = 30;

    /// <summary>Looks at it; a node alone has none.</summary>
    public static IEnumerable<Finding> Find(NodeSetup setup)
    {
        if (setup.Settings.Actors.Forming.Certificate is not { } certificate)
        {
            return setup.Settings.Actors.NodePort == 0 ? []
                : [Finding.Warn(Check, "Nodes speak to each other in the clear: whoever reaches that port commands them.", "Make certificates with parley cluster cert, unless nobody else can reach it.")];
        }

        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(certificate.Authorities);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationFlags = X509VerificationFlags.IgnoreNotTimeValid;
        var isOfAuthority = chain.Build(certificate.Own);
        return [
            isOfAuthority ? Lasting("The node's certificate", certificate.Own)
                : Finding.Fail(Check, $"{setup.Written("cluster", "certificate-file")} is not from the authority in {setup.Written("cluster", "ca-file")}: the other nodes refuse it.", "Make one with parley cluster cert, and one ca.pem for all."),
            .. certificate.Authorities.Select(authority => Lasting("The cluster's authority", authority)).Where(finding => finding.State != CheckState.Ok),
            .. KeyFile.WhatIsWrong(Check, setup.Written("cluster", "key-file")) is { } wrong ? [wrong] : Array.Empty<Finding>(),
        ];
    }

    private static Finding Lasting(string which, X509Certificate2 certificate)
    {
        var end = certificate.NotAfter.ToUniversalTime();
        var (days, until) = ((int)Math.Floor((end - DateTime.UtcNow).TotalDays), end.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        var advice = "Make a new one with parley cluster cert, and restart one node after another.";
        return days < 0 ? Finding.Fail(Check, $"{which} ended on {until}: the other nodes refuse it.", advice)
            : days < SoonDays ? Finding.Warn(Check, $"{which} ends in {days} days, on {until}.", advice)
            : Finding.Ok(Check, $"{which} is from the cluster's authority and valid for {days} days, until {until}.");
    }
}
