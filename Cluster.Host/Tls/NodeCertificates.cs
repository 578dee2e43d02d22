using System.Globalization;
using Cluster.Web.Tls;
using Microsoft.Extensions.Logging;

namespace Cluster.Host.Tls;

/// <summary>The node's certificate over its life: there from the start, kept fresh while the node runs.</summary>
internal sealed class NodeCertificates : IAsyncDisposable
{
    /// <summary>A certificate from files that ends sooner is worth a word: whoever renews it has stopped doing so.</summary>
    private static readonly TimeSpan s_soon = TimeSpan.FromDays(7);

    private readonly TlsSettings _settings;
    private readonly TimeProvider _time;
    private readonly CertificateFiles? _files;
    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;

    private NodeCertificates(TlsSettings settings, CertificateHolder holder, CertificateFiles? files, TimeProvider time)
    {
        (_settings, Holder, _files, _time) = (settings, holder, files, time);
    }

    /// <summary>What the web server shows.</summary>
    public CertificateHolder Holder { get; }

    /// <summary>Reads or makes what can be had at once; refuses files that cannot be used.</summary>
    public static NodeCertificates Open(TlsSettings settings, string dataDirectory, TimeProvider time, ILoggerFactory loggers)
    {
        var holder = new CertificateHolder();
        CertificateFiles? files = null;
        switch (settings.Origin)
        {
            case CertificateOrigin.Files:
                files = new CertificateFiles(settings, holder, time, loggers.CreateLogger<CertificateFiles>());
                files.Load();
                break;
            case CertificateOrigin.SelfSigned:
                holder.Use(SelfSignedFile.Open(dataDirectory, time));
                break;
        }

        return new NodeCertificates(settings, holder, files, time);
    }

    /// <summary>Begins what keeps it fresh; the node is up.</summary>
    public void Run()
    {
        if (_files is not null)
        {
            _running = _files.WatchAsync(_stop.Token);
        }
    }

    /// <summary>For the block at start; null without a certificate.</summary>
    public string? Describe() => Holder.Current is not { } current ? null : _settings.Origin switch
    {
        CertificateOrigin.SelfSigned => $"self-signed, SHA-256 {current.Fingerprint}",
        _ => string.Create(CultureInfo.InvariantCulture, $"{_settings.CertificateFile}, valid until {current.ExpiresAt:yyyy-MM-dd}"),
    };

    /// <summary>What a person should know of it now, in words; null: all is well.</summary>
    public string? Warning()
    {
        if (_settings.Origin != CertificateOrigin.Files || Holder.Current is not { } current)
        {
            return null;
        }

        var left = current.ExpiresAt - _time.GetUtcNow();
        return left <= TimeSpan.Zero
            ? string.Create(CultureInfo.InvariantCulture, $"The certificate {_settings.CertificateFile} ended on {current.ExpiresAt:yyyy-MM-dd}: browsers refuse it. Renew it; it is read again by itself.")
            : left < s_soon
                ? string.Create(CultureInfo.InvariantCulture, $"The certificate {_settings.CertificateFile} ends on {current.ExpiresAt:yyyy-MM-dd}: renew it; it is read again by itself.")
                : null;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
        _stop.Dispose();
    }
}
