using Microsoft.Extensions.Logging;

namespace Cluster.Actors.Forming;

/// <summary>
/// The engine's log without what its transport writes for a connection whose handshake does not succeed: several errors with
/// stack traces each time, and anybody who reaches the port can make it write them. In their place stands the one line of
/// <see cref="RefusedNodes"/>, or, where this node called, the engine's own that there is no association. Nor does it say that the
/// transport's system, where nothing lives, shuts down for that (<see cref="NodeTransport"/>). The engine's own filters do not reach the
/// loggers of the host.
/// </summary>
internal sealed class HandshakeLog(ILoggerFactory whole, RefusedNodes refused) : ILoggerFactory
{
    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new Sieve(whole.CreateLogger(categoryName), refused);

    /// <inheritdoc/>
    public void AddProvider(ILoggerProvider provider) => whole.AddProvider(provider);

    /// <summary>The whole one is its owner's.</summary>
    public void Dispose()
    {
    }

    private sealed class Sieve(ILogger whole, RefusedNodes refused) : ILogger
    {
        private const string Server = "[TcpServerHandler ";
        private const string Client = "[TcpClientHandler ";
        private const string Shutdown = "TlsHandshakeFailureReason";
        private const string NoCertificate = "Mutual TLS required but client did not provide a certificate";
        private const string Rejected = "Rejected incoming connection from [";

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => whole.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => whole.IsEnabled(logLevel);

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!whole.IsEnabled(logLevel) || !IsNoise(formatter(state, exception)))
            {
                whole.Log(logLevel, eventId, state, exception, formatter);
            }
        }

        private bool IsNoise(string text)
        {
            if (!text.Contains(Server, StringComparison.Ordinal) && !text.Contains(Client, StringComparison.Ordinal))
            {
                return text.Contains(NoCertificate, StringComparison.Ordinal) || text.Contains(Shutdown, StringComparison.Ordinal);
            }

            if (text.IndexOf(Rejected, StringComparison.Ordinal) is >= 0 and var start && text.IndexOf("] due", start, StringComparison.Ordinal) is > 0 and var end)
            {
                // Of one whose certificate was looked at, that was said already.
                refused.Add(text[(start + Rejected.Length)..end], "it speaks no TLS, or shows no certificate");
                return true;
            }

            return text.Contains("TLS handshake failed", StringComparison.Ordinal) || text.Contains("Error caught channel", StringComparison.Ordinal);
        }
    }
}
