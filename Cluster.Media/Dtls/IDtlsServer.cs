namespace Cluster.Media.Dtls;

/// <summary>Whoever shakes hands with clients: in this process, or in another one, where its garbage stops no media.</summary>
internal interface IDtlsServer : IDisposable
{
    /// <summary>Of the certificate: SHA-256, upper-case hexadecimal with colons.</summary>
    string Fingerprint { get; }

    /// <summary>Handshakes under way now.</summary>
    int HandshakesInFlight { get; }

    /// <summary>
    /// Begins an association with a client whose certificate must have <paramref name="expectedFingerprint"/> (SHA-256,
    /// upper-case hexadecimal with colons). Null: too many handshakes are under way; the client repeats its hello, so
    /// try again with its next datagram.
    /// </summary>
    IDtlsAssociation? TryAccept(string expectedFingerprint, IDtlsOutcome outcome);

    /// <summary>Makes the first client wait no longer than others.</summary>
    void WarmUp();
}

/// <summary>One client's DTLS association, we being the server.</summary>
internal interface IDtlsAssociation : IDisposable
{
    /// <summary>
    /// Takes a datagram that came from the client's validated address. It is copied; one that is malformed, or one too many,
    /// is dropped. Never blocks.
    /// </summary>
    void Feed(ReadOnlySpan<byte> datagram);

    /// <summary>
    /// Ends the association: the client is sent close_notify, or an alert when it was still shaking hands. Of the
    /// outcome only <see cref="IDtlsOutcome.Send"/> is called from now on.
    /// </summary>
    void Close();
}
