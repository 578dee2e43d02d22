using System.Globalization;
using System.Security.Cryptography;
using Cluster.Actors.Security;
using Cluster.Actors.Storage;
using Cluster.Host.Commands;
using Cluster.Host.Configuration;
using Cluster.Host.Tls.Acme;
using Cluster.Web.Tls;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Cluster.Host.Tls;

/// <summary>The node's certificate over its life: there from the start, kept fresh while the node runs.</summary>
internal sealed class NodeCertificates : IAsyncDisposable
{
    /// <summary>A certificate from files that ends sooner is worth a word: whoever renews it has stopped doing so.</summary>
    private static readonly TimeSpan s_soon = TimeSpan.FromDays(7);

    private readonly TlsSettings _settings;
    private readonly TimeProvider _time;
    private readonly ILoggerFactory _loggers;
    private readonly CertificateFiles? _files;
    private readonly Challenges? _challenges;
    private readonly HttpClient? _http;
    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;

    private NodeCertificates(TlsSettings settings, TimeProvider time, ILoggerFactory loggers, string dataDirectory)
    {
        (_settings, _time, _loggers) = (settings, time, loggers);
        switch (settings.Origin)
        {
            case CertificateOrigin.Files:
                _files = new CertificateFiles(settings, Holder, time, loggers.CreateLogger<CertificateFiles>());
                _files.Load();
                break;
            case CertificateOrigin.SelfSigned:
                Holder.Use(SelfSignedFile.Open(dataDirectory, time));
                break;
            case CertificateOrigin.Acme:
                _http = Connect(settings);
                Holder.Challenges = _challenges = new Challenges(time);
                break;
        }
    }

    /// <summary>What the web server shows.</summary>
    public CertificateHolder Holder { get; } = new();

    /// <summary>Reads or makes what can be had at once; refuses files that cannot be used.</summary>
    public static NodeCertificates Open(TlsSettings settings, string dataDirectory, TimeProvider time, ILoggerFactory loggers) =>
        new(settings, time, loggers, dataDirectory);

    /// <summary>Takes up what is stored, and begins what keeps it fresh.</summary>
    /// <param name="control">The control plane's services; its store is open.</param>
    /// <param name="say">Says something to a person, on a line of its own.</param>
    public async Task RunAsync(IServiceProvider control, Action<string> say)
    {
        if (_files is not null)
        {
            _running = _files.WatchAsync(_stop.Token);
        }
        else if (_challenges is not null)
        {
            var vault = new CertificateVault(control.GetRequiredService<SecretTable>(), control.GetRequiredService<SecretBox>(), _time);
            _challenges.Attach(vault);
            var keeper = new CertificateKeeper(_settings, Holder, _challenges, vault, _http!, _time, _loggers.CreateLogger<CertificateKeeper>()) { Say = say };
            await keeper.OpenAsync().ConfigureAwait(false);
            _running = Task.Run(() => keeper.RunAsync(_stop.Token));
        }
    }

    /// <summary>For the block at start; null without a certificate.</summary>
    public string? Describe() => Holder.Current is not { } current ? null : _settings.Origin switch
    {
        CertificateOrigin.SelfSigned => $"self-signed, SHA-256 {current.Fingerprint}",
        CertificateOrigin.Acme when current.IsSelfSigned => $"a self-signed certificate stands in until {_settings.AcmeDirectory.Host} has signed one",
        CertificateOrigin.Acme => string.Create(CultureInfo.InvariantCulture, $"by {_settings.AcmeDirectory.Host}, valid until {current.ExpiresAt:yyyy-MM-dd}"),
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
            ? string.Create(CultureInfo.InvariantCulture, $"Warning: the certificate {_settings.CertificateFile} ended on {current.ExpiresAt:yyyy-MM-dd}, and browsers refuse it. Renew it; it is read again by itself.")
            : left < s_soon
                ? string.Create(CultureInfo.InvariantCulture, $"Warning: the certificate {_settings.CertificateFile} ends on {current.ExpiresAt:yyyy-MM-dd}. Renew it; it is read again by itself.")
                : null;
    }

    /// <summary>Stops what keeps it fresh, while the store is still open.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync().ConfigureAwait(false);
        _http?.Dispose();
        _stop.Dispose();
    }

    private static HttpClient Connect(TlsSettings settings)
    {
        try
        {
            return Authority.Connect(settings.AcmeCaFile, ParleyCommand.Version);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw StartRefusedException.ForConfiguration(
                $"The roots {settings.AcmeCaFile} cannot be read: give a PEM file of certificates with parley.tls.acme-ca-file.", cause);
        }
    }
}
