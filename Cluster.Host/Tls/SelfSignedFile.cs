using System.Security.Cryptography.X509Certificates;
using Cluster.Host.Configuration;
using Cluster.Web.Tls;

namespace Cluster.Host.Tls;

/// <summary>
/// Keeps the self-signed certificate in the data directory: whoever has told a browser to trust it is not asked again
/// after a restart. A new one is made when it runs out, or when the machine has an address it does not name.
/// </summary>
internal static class SelfSignedFile
{
    /// <summary>The file's name in the data directory.</summary>
    public const string Name = "self-signed.pem";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>It is renewed this long before its end.</summary>
    private static readonly TimeSpan s_margin = TimeSpan.FromDays(14);

    /// <summary>The certificate for this machine's names and addresses.</summary>
    public static ServedCertificate Open(string dataDirectory, TimeProvider time)
    {
        var path = Path.Combine(dataDirectory, Name);
        var now = time.GetUtcNow();
        var (names, addresses) = SelfSigned.OfThisMachine();
        if (TryRead(path) is { } kept && kept.ExpiresAt - s_margin > now && Names(kept.Leaf, names, [.. addresses.Select(address => address.ToString())]))
        {
            return kept;
        }

        using var made = SelfSigned.Make(names, addresses, now);
        var pem = $"{made.ExportCertificatePem()}\n{made.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem()}\n";
        Write(path, pem);
        return PemPair.Read(pem, pem);
    }

    private static ServedCertificate? TryRead(string path)
    {
        try
        {
            var pem = File.ReadAllText(path);
            return PemPair.Read(pem, pem);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or PemPairException)
        {
            // Not there yet, or damaged: the next one takes its place.
            return null;
        }
    }

    private static bool Names(X509Certificate2 certificate, IReadOnlyList<string> names, string[] addresses)
    {
        var subject = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().FirstOrDefault();
        return subject is not null
            && names.All(name => subject.EnumerateDnsNames().Contains(name, StringComparer.OrdinalIgnoreCase))
            && addresses.All(address => subject.EnumerateIPAddresses().Any(known => known.ToString() == address));
    }

    private static void Write(string path, string pem)
    {
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = OwnerOnly;
            }

            var beside = path + ".new";
            using (var file = new StreamWriter(beside, options))
            {
                file.Write(pem);
            }

            File.Move(beside, path, overwrite: true);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException(ExitCode.Data, $"The certificate {path} cannot be written: give this user the right to.", cause);
        }
    }
}
