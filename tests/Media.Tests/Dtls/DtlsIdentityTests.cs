using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Cluster.Media.Dtls;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Media.Tests.Dtls;

public sealed partial class DtlsIdentityTests
{
    [Fact]
    public void Each_identity_is_new_and_lasts_thirty_days()
    {
        DtlsIdentity one = DtlsIdentity.Create(TimeProvider.System);
        DtlsIdentity other = DtlsIdentity.Create(TimeProvider.System);
        Assert.Matches(Sha256Hex(), one.Fingerprint);
        Assert.NotEqual(one.Fingerprint, other.Fingerprint);
        Assert.InRange(one.Expires - DateTimeOffset.UtcNow, TimeSpan.FromDays(29.9), TimeSpan.FromDays(30.1));
    }

    [Fact]
    public void A_fingerprint_is_SHA_256_with_colons() => Assert.Equal(
        Convert.ToHexString(SHA256.HashData([1, 2, 3])),
        DtlsIdentity.FingerprintOf([1, 2, 3]).Replace(":", "", StringComparison.Ordinal));

    [Fact]
    public void Warming_up_shakes_hands_without_complaint_and_leaves_nothing_behind()
    {
        Complaints complaints = new();
        using DtlsServer server = new(DtlsIdentity.Create(TimeProvider.System), 1, complaints);
        server.WarmUp();
        Assert.Empty(complaints.Lines);
        Assert.True(SpinWait.SpinUntil(() => server.HandshakesInFlight == 0, MemoryPath.Patience));
    }

    [GeneratedRegex("^([0-9A-F]{2}:){31}[0-9A-F]{2}$")]
    private static partial Regex Sha256Hex();

    private sealed class Complaints : ILogger
    {
        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add(formatter(state, exception));
    }
}
