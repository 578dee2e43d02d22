using Microsoft.Extensions.Logging;

namespace Cluster.Media.Dtls;

/// <summary>
/// The DTLS side of a node: one certificate, and handshakes under way at once up to a bound. Each has a thread,
/// because it mostly waits for round trips; those that compute take turns, so that a burst of joins leaves cores to
/// the media workers.
/// </summary>
/// <param name="identity">The certificate named in our answers.</param>
/// <param name="handshakesMax">Handshakes under way at once, 1 and up.</param>
/// <param name="logger">For failed handshakes.</param>
/// <param name="allowGcm">False: only AES128_CM_HMAC_SHA1_80 is chosen.</param>
internal sealed partial class DtlsServer(DtlsIdentity identity, int handshakesMax, ILogger logger, bool allowGcm = true) : IDtlsServer
{
    private const int StackBytes = 512 * 1024;

    private readonly Lock gate = new();
    private readonly HashSet<DtlsAssociation> handshaking = [];
    private readonly SemaphoreSlim turns = new(Math.Max(1, Environment.ProcessorCount / 2));
    private bool disposed;

    /// <inheritdoc/>
    public string Fingerprint => identity.Fingerprint;

    /// <inheritdoc/>
    public int HandshakesInFlight
    {
        get
        {
            lock (gate)
            {
                return handshaking.Count;
            }
        }
    }

    /// <inheritdoc/>
    public IDtlsAssociation? TryAccept(string expectedFingerprint, IDtlsOutcome outcome) => Accept(expectedFingerprint, outcome);

    /// <summary>The same.</summary>
    internal DtlsAssociation? Accept(string expectedFingerprint, IDtlsOutcome outcome)
    {
        DtlsAssociation association = new(new ServerPeer(identity, expectedFingerprint, allowGcm), outcome, turns);
        lock (gate)
        {
            if (disposed || handshaking.Count >= handshakesMax)
            {
                return null;
            }

            handshaking.Add(association);
        }

        try
        {
            new Thread(() => ShakeHands(association), StackBytes) { IsBackground = true, Name = "dtls-handshake" }.Start();
            return association;
        }
        catch (OutOfMemoryException)
        {
            // The system has no thread to give.
            Forget(association);
            return null;
        }
    }

    /// <summary>
    /// One handshake with ourselves in memory: it makes the runtime compile what the first client would otherwise
    /// wait a quarter of a second for. A failure is logged, since clients would meet it too.
    /// </summary>
    public void WarmUp()
    {
        LoopbackClient client = new(identity);
        using DtlsAssociation? association = Accept(identity.Fingerprint, client);
        if (association is not null && client.Connect(association) is { } problem)
        {
            LogWarmUpFailed(problem);
        }
    }

    /// <summary>Ends the handshakes under way and begins no more; established associations are their endpoints' own.</summary>
    public void Dispose()
    {
        DtlsAssociation[] ending;
        lock (gate)
        {
            disposed = true;
            ending = [.. handshaking];
        }

        foreach (DtlsAssociation association in ending)
        {
            association.Close();
        }
    }

    private void ShakeHands(DtlsAssociation association)
    {
        try
        {
            if (association.ShakeHands() is { } failure)
            {
                LogHandshakeFailed(failure);
            }
        }
        finally
        {
            Forget(association);
        }
    }

    private void Forget(DtlsAssociation association)
    {
        lock (gate)
        {
            handshaking.Remove(association);
        }
    }

    [LoggerMessage(3101, LogLevel.Information, "A DTLS handshake failed: {Reason}")]
    private partial void LogHandshakeFailed(string reason);

    [LoggerMessage(3102, LogLevel.Warning, "The DTLS handshake in memory at start failed: {Reason}")]
    private partial void LogWarmUpFailed(string reason);
}
