using Cluster.Host.Configuration;
using Cluster.Web.Tls;
using Microsoft.Extensions.Logging;

namespace Cluster.Host.Tls;

/// <summary>
/// Keeps the certificate in two files in use: read at start, and again when either changes. Whoever renews them writes
/// one after the other, so two that do not fit are met with patience: the old pair stays, and is kept if they stay wrong.
/// </summary>
internal sealed partial class CertificateFiles(TlsSettings settings, CertificateHolder holder, TimeProvider time, ILogger<CertificateFiles> log)
{
    /// <summary>Looks at a pair that does not fit before it is worth a warning.</summary>
    private const int LooksBeforeWarning = 2;

    private const long FileBytesMax = 1 << 20;

    private string _seen = "";
    private int _faults;

    /// <summary>Reads them for the first time; a pair that cannot be used is a refusal to start.</summary>
    public void Load()
    {
        try
        {
            _seen = Stamp();
            holder.Use(Read());
        }
        catch (PemPairException fault)
        {
            throw StartRefusedException.ForConfiguration(
                $"The certificate {settings.CertificateFile} with the key {settings.KeyFile} cannot be used, {fault.Message}: correct --tls-cert and --tls-key.", fault);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw StartRefusedException.ForConfiguration(
                $"The certificate {settings.CertificateFile} or its key {settings.KeyFile} cannot be read ({fault.Message.TrimEnd('.')}): check the paths and that this user may read both.", fault);
        }
    }

    /// <summary>Looks at the files until it is told to stop.</summary>
    public async Task WatchAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(settings.ReloadInterval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stop).ConfigureAwait(false))
            {
                Look();
            }
        }
        catch (OperationCanceledException)
        {
            LogStopped();
        }
    }

    /// <summary>Reads the files again if they are others than those last seen.</summary>
    internal void Look()
    {
        try
        {
            var stamp = Stamp();
            if (stamp == _seen)
            {
                return;
            }

            var certificate = Read();
            // Who writes while we read is read again at the next look.
            if (Stamp() != stamp)
            {
                return;
            }

            (_seen, _faults) = (stamp, 0);
            if (certificate.Fingerprint != holder.Current?.Fingerprint)
            {
                holder.Use(certificate);
                LogReloaded(settings.CertificateFile, certificate.ExpiresAt);
            }
        }
        catch (Exception fault) when (fault is PemPairException or IOException or UnauthorizedAccessException)
        {
            if (++_faults == LooksBeforeWarning)
            {
                LogKept(settings.CertificateFile, settings.KeyFile, fault.Message.TrimEnd('.'));
            }
        }
    }

    private ServedCertificate Read() => PemPair.Read(Text(settings.CertificateFile), Text(settings.KeyFile));

    private static string Text(string path) => new FileInfo(path).Length <= FileBytesMax
        ? File.ReadAllText(path)
        : throw new PemPairException($"{path} is too large to be a certificate or a key");

    /// <summary>Changes when either file does, and when a link comes to lead to another.</summary>
    private string Stamp() => $"{Stamp(settings.CertificateFile)} {Stamp(settings.KeyFile)}";

    private static string Stamp(string path)
    {
        var file = new FileInfo(path);
        file = file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file;
        return $"{file.FullName} {file.LastWriteTimeUtc.Ticks} {(file.Exists ? file.Length : -1)}";
    }

    [LoggerMessage(3101, LogLevel.Information, "The certificate {File} was read again; it is valid until {ExpiresAt:u}")]
    private partial void LogReloaded(string file, DateTimeOffset expiresAt);

    [LoggerMessage(3102, LogLevel.Warning, "The changed certificate {File} with the key {KeyFile} cannot be used: {Why}. The old one stays in use, and the files are looked at on")]
    private partial void LogKept(string file, string keyFile, string why);

    [LoggerMessage(3103, LogLevel.Debug, "The certificate's files are looked at no more")]
    private partial void LogStopped();
}
