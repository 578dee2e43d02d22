using System.Security.Cryptography;
using Cluster.Host.Commands.Access;
using Cluster.Host.Configuration;
using Cluster.Host.Serving;
using Cluster.Host.Tls;

namespace Cluster.Host.Commands.Backups;

/// <summary>The small files that cannot be made again: keys, certificates and settings, each with its name in an archive.</summary>
internal static class BackupSources
{
    /// <summary>Reads those that there are.</summary>
    /// <exception cref="CommandRefusedException">One that the settings name cannot be read.</exception>
    public static IReadOnlyList<(BackupFile File, byte[] Bytes)> Read(NodeSetup setup)
    {
        List<(BackupFile, byte[])> read = [];
        foreach (var (name, path, mustBe) in Names(setup).Where(entry => entry.Path.Length > 0))
        {
            if (mustBe || File.Exists(path))
            {
                var (whole, bytes) = (Path.GetFullPath(path), ReadAll(path));
                read.Add((new BackupFile(name, bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes)), whole), bytes));
            }
        }

        return read;
    }

    private static IEnumerable<(string Name, string Path, bool MustBe)> Names(NodeSetup setup)
    {
        var data = setup.DataDirectory;
        yield return (SecretKeyFile.FileName, SecretKeyFile.PathOf(setup.Settings.Host.SecretKeyFile, data), false);
        yield return (SelfSignedFile.Name, Path.Combine(data, SelfSignedFile.Name), false);
        yield return (PublicUrlFile.FileName, Path.Combine(data, PublicUrlFile.FileName), false);
        yield return (BackupManifest.Elsewhere + "parley.conf", setup.Options.ConfigFile ?? "", true);
        foreach (var (section, key) in ((string, string)[])
        [
            ("cluster", "certificate-file"), ("cluster", "key-file"), ("cluster", "ca-file"), ("tls", "certificate-file"), ("tls", "key-file"),
            ("store", "password-file"), ("accounts.oidc", "client-secret-file"), ("telemetry.otlp", "headers-file"),
        ])
        {
            yield return ($"{BackupManifest.Elsewhere}{section}.{key}", setup.Written(section, key), true);
        }
    }

    private static byte[] ReadAll(string path)
    {
        try
        {
            return new FileInfo(path).Length <= BackupFile.SmallBytesMax ? File.ReadAllBytes(path)
                : throw new CommandRefusedException(ExitCode.Refused, "file-too-large", $"The file {path} is too large to be what the settings say it is.");
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException(ExitCode.Data, $"The file {path} cannot be read ({cause.Message.TrimEnd('.')}): run the command as a user who may, or correct the setting that names it.", cause);
        }
    }
}
