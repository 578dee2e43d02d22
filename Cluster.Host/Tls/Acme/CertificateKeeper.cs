using System.Globalization;
using Cluster.Host.Configuration;
using Cluster.Web.Tls;
using Microsoft.Extensions.Logging;

namespace Cluster.Host.Tls.Acme;

/// <summary>
/// Keeps the domain's certificate: takes up what any node has stored, orders the first, and renews in time. Until there
/// is one a certificate of our own stands in, so that HTTPS answers from the start.
/// </summary>
internal sealed partial class CertificateKeeper(
    TlsSettings settings, CertificateHolder holder, Challenges challenges, CertificateVault vault, HttpClient http, TimeProvider time, ILogger<CertificateKeeper> log)
{
    /// <summary>How soon a node takes up what another has obtained.</summary>
    private static readonly TimeSpan s_lookEvery = TimeSpan.FromMinutes(1);

    private readonly RenewalInfo _renewal = new(http, time);
    private readonly BackOff _backOff = new();

    /// <summary>Says something to a person, on a line of its own.</summary>
    public Action<string> Say { get; init; } = _ => { };

    /// <summary>Takes up the stored certificate, or lets one of our own stand in; true when it is an authority's.</summary>
    public async Task<bool> OpenAsync()
    {
        if (await TakeUpAsync().ConfigureAwait(false))
        {
            return true;
        }

        if (holder.Current is null)
        {
            holder.Use(SelfSigned.Serve(SelfSigned.Make(settings.Domains, [], time.GetUtcNow())));
        }

        return false;
    }

    /// <summary>Looks again and again until it is told to stop.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        try
        {
            while (true)
            {
                await LookAsync(stop).ConfigureAwait(false);
                await Task.Delay(s_lookEvery, time, stop).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            LogStopped();
        }
    }

    /// <summary>One look: takes up, orders, renews, as it is time to.</summary>
    internal async Task LookAsync(CancellationToken cancel)
    {
        try
        {
            var obtained = await OpenAsync().ConfigureAwait(false);
            if (obtained && time.GetUtcNow() < await _renewal.DueAsync(holder.Current!.Leaf, settings.AcmeDirectory, cancel).ConfigureAwait(false))
            {
                return;
            }

            if (time.GetUtcNow() >= _backOff.NextTry && await vault.TryTakeTurnAsync(settings.Domains).ConfigureAwait(false))
            {
                await OrderAsync(cancel).ConfigureAwait(false);
                _backOff.Succeeded();
            }
        }
        catch (AcmeException refusal)
        {
            var wait = _backOff.Failed(time.GetUtcNow(), refusal.RetryAfter);
            LogRefused(refusal.Message, Units.ShowDuration(TimeSpan.FromMinutes(Math.Ceiling(wait.TotalMinutes))));
        }
        // Whatever goes wrong here must not end the keeping: the next look may find it right.
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            var wait = _backOff.Failed(time.GetUtcNow(), null);
            LogFailed(fault, Units.ShowDuration(wait));
        }
    }

    private async Task OrderAsync(CancellationToken cancel)
    {
        try
        {
            await vault.RemoveOldAnswersAsync().ConfigureAwait(false);
            using var key = await vault.OpenAccountAsync(settings.AcmeDirectory).ConfigureAwait(false);
            var authority = await Authority.OpenAsync(http, settings, key, time, cancel).ConfigureAwait(false);
            var pem = await FirstOfAsync(new CertificateOrder(authority, key, challenges, time), cancel).ConfigureAwait(false);
            var certificate = PemPair.Read(pem, pem);
            await vault.WriteCertificateAsync(settings.Domains, pem).ConfigureAwait(false);
            holder.Use(certificate);
            Say(string.Create(
                CultureInfo.InvariantCulture,
                $"Obtained a certificate for {string.Join(", ", settings.Domains)} from {settings.AcmeDirectory.Host}, valid until {certificate.ExpiresAt:yyyy-MM-dd}."));
        }
        catch (PemPairException fault)
        {
            throw new AcmeException($"{settings.AcmeDirectory.Host} gave a certificate that cannot be used: {fault.Message}.", cause: fault);
        }
        finally
        {
            await vault.GiveTurnBackAsync(settings.Domains).ConfigureAwait(false);
        }
    }

    /// <summary>One way after the other. Where it is no matter of the way, another one would only be one more failure that the authority counts.</summary>
    private async Task<string> FirstOfAsync(CertificateOrder order, CancellationToken cancel)
    {
        List<AcmeException> refusals = [];
        foreach (var kind in settings.AcmeChallenges)
        {
            try
            {
                return await order.RunAsync(settings.Domains, kind, cancel).ConfigureAwait(false);
            }
            catch (AcmeException refusal) when (refusal.Kind is "connection" or "unauthorized" or "incorrectResponse" or "tls" or "")
            {
                refusals.Add(refusal);
            }
        }

        throw refusals.Count == 1 ? refusals[0] : new AcmeException(string.Join(" And the other way: ", refusals.Select(refusal => refusal.Message)));
    }

    private async Task<bool> TakeUpAsync()
    {
        if (await vault.ReadCertificateAsync(settings.Domains).ConfigureAwait(false) is not { } pem)
        {
            return false;
        }

        ServedCertificate stored;
        try
        {
            stored = PemPair.Read(pem, pem);
        }
        catch (PemPairException)
        {
            // What is stored and cannot be used is replaced by the next order.
            return false;
        }

        if (stored.Fingerprint != holder.Current?.Fingerprint)
        {
            holder.Use(stored);
            LogTakenUp(stored.ExpiresAt);
        }

        return true;
    }

    [LoggerMessage(3111, LogLevel.Warning, "{Refusal} Next try in {Wait}")]
    private partial void LogRefused(string refusal, string wait);

    [LoggerMessage(3112, LogLevel.Error, "Obtaining a certificate failed. Next try in {Wait}")]
    private partial void LogFailed(Exception fault, string wait);

    [LoggerMessage(3113, LogLevel.Information, "The stored certificate is in use; it is valid until {ExpiresAt:u}")]
    private partial void LogTakenUp(DateTimeOffset expiresAt);

    [LoggerMessage(3114, LogLevel.Debug, "The certificate is kept no more")]
    private partial void LogStopped();
}
