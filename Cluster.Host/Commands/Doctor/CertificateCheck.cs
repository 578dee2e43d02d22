using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using Cluster.Actors.Security;
using Cluster.Actors.Storage;
using Cluster.Host.Commands.Access;
using Cluster.Host.Configuration;
using Cluster.Host.Serving;
using Cluster.Host.Tls.Acme;
using Cluster.Host.Tls;
using Cluster.Web.Tls;

namespace Cluster.Host.Commands.Doctor;

/// <summary>The certificate that browsers see: there, for the right names, for how long, and with a key nobody else reads.</summary>
internal static class CertificateCheck
{
    private const string Check = "certificate";
    private const string Renew = "Renew it; it is read again by itself.";

    /// <summary>Who renews a certificate does it long before.</summary>
    private const int SoonDays = 7;

    /// <summary>Looks at it.</summary>
    /// <param name="store">What was found of the database, which keeps the certificate of an authority; null: it does not answer.</param>
    public static async Task<IEnumerable<Finding>> FindAsync(NodeSetup setup, StoreFindings? store)
    {
        var tls = setup.Settings.Tls;
        return tls.Origin switch
        {
            CertificateOrigin.Files => OfFiles(setup, tls),
            CertificateOrigin.SelfSigned => [Finding.Warn(Check, "Browsers warn of a certificate that a node signed for itself.", "To meet in earnest give --domain NAME, or --tls-cert and --tls-key.")],
            CertificateOrigin.Acme => await ObtainedAsync(setup, tls, store).ConfigureAwait(false),
            _ => [Plain(setup)],
        };
    }

    private static Finding Plain(NodeSetup setup)
    {
        var web = setup.Settings.Web;
        return web.TrustedProxies.Count > 0 ? Finding.Ok(Check, "There is none here: the reverse proxy has it.")
            : web.Urls.All(ListenUrl.IsLocal) ? Finding.Ok(Check, "There is none, and none is needed on this machine alone.")
            : Finding.Warn(Check, "There is none: browsers on other machines refuse camera and microphone, and passwords travel readable.", "Give --domain NAME, or --tls-cert and --tls-key, or a reverse proxy named in parley.web.trusted-proxies.");
    }

    private static IReadOnlyList<Finding> OfFiles(NodeSetup setup, TlsSettings tls)
    {
        try
        {
            var certificate = PemPair.Read(File.ReadAllText(tls.CertificateFile), File.ReadAllText(tls.KeyFile));
            string[] names = setup.Written("web", "public-url").Length > 0 ? [setup.Settings.Web.PublicUrl.Host] : [];
            return [.. Examine(certificate, tls.CertificateFile, names, Renew), .. KeyFile.WhatIsWrong(Check, tls.KeyFile) is { } wrong ? [wrong] : Array.Empty<Finding>()];
        }
        catch (PemPairException fault)
        {
            return [Finding.Fail(Check, $"The certificate {tls.CertificateFile} with the key {tls.KeyFile} cannot be used: {fault.Message}.", "Correct --tls-cert and --tls-key.")];
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return [Finding.Fail(Check, $"The certificate {tls.CertificateFile} or its key {tls.KeyFile} cannot be read ({fault.Message.TrimEnd('.')}).", "Check the paths, and that the user Parley runs as may read both.")];
        }
    }

    private static async Task<IReadOnlyList<Finding>> ObtainedAsync(NodeSetup setup, TlsSettings tls, StoreFindings? store)
    {
        var key = SecretKeyFile.PathOf(setup.Settings.Host.SecretKeyFile, setup.DataDirectory);
        if (store?.Schema != store?.SchemaKnown || store?.Schema is null || !File.Exists(key) || SecretKeyFile.Read(key) is not { } secret)
        {
            return [Finding.Warn(Check, $"Whether {tls.AcmeDirectory.Host} has signed one for {string.Join(", ", tls.Domains)} is not known: there is no database with it, or no key for it.", "After the first start look again.")];
        }

        await using var examination = new StoreExamination(setup.Settings.Actors.Store with { SqlitePath = Path.Combine(setup.DataDirectory, ControlPlane.DatabaseFile) });
        var pem = await examination.ReadSecretsAsync(table => new CertificateVault(table, SecretBox.Of(secret), TimeProvider.System).ReadCertificateAsync(tls.Domains)).ConfigureAwait(false);
        return pem is null
            ? [Finding.Warn(Check, $"{tls.AcmeDirectory.Host} has not signed one for {string.Join(", ", tls.Domains)} yet, and browsers warn.", "The node's log says why, and when it tries again; ports 80 and 443 must be reachable from the world.")]
            : [.. Examine(PemPair.Read(pem, pem), $"of {tls.AcmeDirectory.Host}", tls.Domains, "It should have been renewed by now: the node's log says why it was not.")];
    }

    private static IEnumerable<Finding> Examine(ServedCertificate certificate, string which, IEnumerable<string> names, string advice)
    {
        var days = (int)Math.Floor((certificate.ExpiresAt - DateTimeOffset.UtcNow).TotalDays);
        var until = certificate.ExpiresAt.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (certificate.Leaf.NotBefore.ToUniversalTime() > DateTime.UtcNow)
        {
            yield return Finding.Fail(Check, $"The certificate {which} is not valid yet, and browsers refuse it.", "Check this machine's clock, and the certificate.");
        }

        yield return certificate.ExpiresAt <= DateTimeOffset.UtcNow ? Finding.Fail(Check, $"The certificate {which} ended on {until}, and browsers refuse it.", advice)
            : days < SoonDays ? Finding.Warn(Check, $"The certificate {which} ends in {days} days, on {until}.", advice)
            : Finding.Ok(Check, $"The certificate {which} is for {string.Join(", ", NamesOf(certificate.Leaf))} and valid for {days} days, until {until}.");
        foreach (var name in names.Where(name => !certificate.Leaf.MatchesHostname(name)))
        {
            yield return Finding.Fail(Check, $"The certificate {which} is not for {name}, and browsers refuse it there.", $"Have one made for {name}, or correct parley.web.public-url.");
        }

        if (WhyUntrusted(certificate) is { } why)
        {
            yield return Finding.Warn(Check, $"This machine would not trust the certificate {which}: {why}.", "Put the intermediates behind it into the file; an authority of your own must be known to everybody's browser.");
        }
    }

    // As a browser would: from the leaf and what is sent with it to a root that the system knows.
    private static string? WhyUntrusted(ServedCertificate certificate)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationFlags = X509VerificationFlags.IgnoreNotTimeValid;
        chain.ChainPolicy.ExtraStore.AddRange(certificate.Context.IntermediateCertificates.ToArray());
        return chain.Build(certificate.Leaf) ? null
            : chain.ChainStatus.Any(status => status.Status.HasFlag(X509ChainStatusFlags.UntrustedRoot)) ? "its authority is not known here"
            : chain.ChainStatus.Any(status => status.Status.HasFlag(X509ChainStatusFlags.PartialChain)) ? "its chain leads to no authority that is known here"
            : chain.ChainStatus.FirstOrDefault().StatusInformation?.TrimEnd('.', ' ') ?? "its chain is not whole";
    }

    private static IEnumerable<string> NamesOf(X509Certificate2 certificate) => certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().FirstOrDefault() is { } names
        ? names.EnumerateDnsNames().Concat(names.EnumerateIPAddresses().Select(address => address.ToString())).Take(10)
        : [certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false)];
}
