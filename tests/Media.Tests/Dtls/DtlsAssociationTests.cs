using System.Security.Cryptography;
using Cluster.Media.Dtls;
using Cluster.Media.Srtp;
using Microsoft.Extensions.Logging.Abstractions;
using Org.BouncyCastle.Tls;
using Xunit;

namespace Media.Tests.Dtls;

public sealed class DtlsAssociationTests : IDisposable
{
    private const byte HandshakeRecord = 22;
    private const byte AlertRecord = 21;

    private static readonly DtlsIdentity ServerIdentity = DtlsIdentity.Create(TimeProvider.System);
    private static readonly DtlsIdentity ClientIdentity = DtlsIdentity.Create(TimeProvider.System);
    private readonly DtlsServer server = new(ServerIdentity, 64, NullLogger.Instance);

    public void Dispose() => server.Dispose();

    [Theory]
    [InlineData(true, new[] { 8, 1, 7 }, 7)] // as Chromium offers
    [InlineData(true, new[] { 7, 8, 1, 2 }, 7)] // as Firefox offers
    [InlineData(true, new[] { 1 }, 1)]
    [InlineData(false, new[] { 7, 1 }, 1)]
    public async Task Both_ends_have_the_same_keys(bool allowGcm, int[] offered, int chosen)
    {
        using DtlsServer own = new(ServerIdentity, 64, NullLogger.Instance, allowGcm);
        MemoryPath path = Begin(own, profiles: [.. offered.Select(profile => (SrtpProfile)profile)]);
        await path.ConnectAsync();
        SrtpKeys keys = await path.EstablishedAsync;
        SrtpKeys other = path.Peer.Keys!;

        Assert.Equal((SrtpProfile)chosen, keys.Profile);
        Assert.Equal(keys.Profile, other.Profile);
        Assert.Equal(keys.Client.Key.ToArray(), other.Client.Key.ToArray());
        Assert.Equal(keys.Client.Salt.ToArray(), other.Client.Salt.ToArray());
        Assert.Equal(keys.Server.Key.ToArray(), other.Server.Key.ToArray());
        Assert.Equal(keys.Server.Salt.ToArray(), other.Server.Salt.ToArray());
        Assert.NotEqual(keys.Client.Key.ToArray(), keys.Server.Key.ToArray());
        Assert.Equal(ServerIdentity.Fingerprint, path.Peer.ServerFingerprint);
    }

    [Fact]
    public async Task No_profile_in_common_fails()
    {
        MemoryPath path = Begin(server, profiles: [(SrtpProfile)8]);
        await Assert.ThrowsAnyAsync<IOException>(path.ConnectAsync);
        Assert.Contains("handshake_failure", await path.FailedAsync, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_the_offer_did_not_name_fails_with_an_alert()
    {
        MemoryPath path = Begin(server, fingerprint: ServerIdentity.Fingerprint);
        await Assert.ThrowsAnyAsync<IOException>(path.ConnectAsync);
        Assert.Contains("bad_certificate", await path.FailedAsync, StringComparison.Ordinal);
        Assert.Equal([AlertDescription.bad_certificate], path.Peer.AlertsReceived);
        Assert.False(path.EstablishedAsync.IsCompleted);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Our_last_flight_may_be_lost(int times)
    {
        MemoryPath path = Begin(server);
        int lost = 0;
        path.ToClient = datagram =>
        {
            // Our last flight is the only one with a change of cipher in it.
            if (datagram[0] == 20 && lost < times)
            {
                lost++;
                path.ToClient = OnlyAfterTheFinished(path, path.ToClient);
                return;
            }

            path.Deliver(datagram);
        };

        await path.ConnectAsync();
        await path.EstablishedAsync;
        Assert.Equal(times, lost);
        Assert.NotNull(path.Peer.Keys);
    }

    [Fact]
    public async Task The_client_s_last_flight_may_be_lost()
    {
        MemoryPath path = Begin(server);
        bool lost = false;
        path.ToServer = datagram =>
        {
            // Its key exchange; what follows is then of no use.
            if (!lost && datagram[0] == HandshakeRecord && datagram[13] == HandshakeType.client_key_exchange)
            {
                lost = true;
                return;
            }

            path.Association!.Feed(datagram);
        };
        await path.ConnectAsync();
        await path.EstablishedAsync;
        Assert.True(lost);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_hello_in_two_datagrams_is_taken_in_either_order(bool swapped)
    {
        MemoryPath path = Begin(server);
        List<byte[]> hello = [];
        path.SendLimit = 200;
        path.ToServer = datagram =>
        {
            if (datagram[13] != HandshakeType.client_hello || hello.Count == 2)
            {
                path.Association!.Feed(datagram);
                return;
            }

            hello.Add(datagram);
            if (hello.Count == 2)
            {
                path.Association!.Feed(hello[swapped ? 1 : 0]);
                path.Association!.Feed(hello[swapped ? 0 : 1]);
            }
        };
        await path.ConnectAsync();
        await path.EstablishedAsync;
        Assert.Equal(2, hello.Count);
        Assert.True(hello.TrueForAll(datagram => datagram.Length < 250));
    }

    [Fact]
    public async Task Garbage_between_the_flights_changes_nothing()
    {
        MemoryPath path = Begin(server);
        path.ToServer = datagram =>
        {
            foreach (byte[] bad in Garbage.Around(datagram))
            {
                path.Association!.Feed(bad);
            }

            path.Association!.Feed(datagram);
        };
        DtlsTransport client = await path.ConnectAsync();
        await path.EstablishedAsync;

        // After the handshake too: forged records of the new epoch must not end it. The client's close then does.
        foreach (byte[] bad in Garbage.Around([23, 0xFE, 0xFD, 0, 1, 0, 0, 0, 0, 0, 9, 0, 30, .. RandomNumberGenerator.GetBytes(30)]))
        {
            path.Association!.Feed(bad);
        }

        client.Send(RandomNumberGenerator.GetBytes(100), 0, 100);
        Assert.False(path.ClosedAsync.IsCompleted);
        client.Close();
        await path.ClosedAsync;
    }

    [Fact]
    public async Task Only_garbage_never_establishes_and_close_ends_it()
    {
        MemoryPath path = Begin(server);
        byte[] hello = [HandshakeRecord, 0xFE, 0xFD, 0, 0, 0, 0, 0, 0, 0, 0, 0, 12, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        for (int i = 0; i < 1_000; i++)
        {
            path.Association!.Feed(RandomNumberGenerator.GetBytes(60));
            path.Association!.Feed(hello); // an empty fragment of an empty message
        }

        Assert.Equal(1, server.HandshakesInFlight);
        path.Association!.Close();
        await UntilNoHandshakeAsync(server);
        Assert.False(path.HasOutcome);
    }

    [Fact]
    public async Task The_client_s_close_is_noticed()
    {
        MemoryPath path = Begin(server);
        DtlsTransport client = await path.ConnectAsync();
        await path.EstablishedAsync;
        client.Close();
        await path.ClosedAsync;
    }

    [Fact]
    public async Task Our_close_is_told_to_the_client_and_to_nobody_else()
    {
        MemoryPath path = Begin(server);
        TaskCompletionSource alert = new(TaskCreationOptions.RunContinuationsAsynchronously);
        DtlsTransport client = await path.ConnectAsync();
        await path.EstablishedAsync;
        path.ToClient = datagram =>
        {
            path.Deliver(datagram);
            if (datagram[0] == AlertRecord)
            {
                alert.SetResult();
            }
        };
        path.Association!.Close();
        path.Association.Close();
        await alert.Task.WaitAsync(MemoryPath.Patience);
        Assert.Equal(-1, client.Receive(new byte[100], 0, 100, 100));
        Assert.Contains(AlertDescription.close_notify, path.Peer.AlertsReceived);
        Assert.False(path.ClosedAsync.IsCompleted);
    }

    [Fact]
    public async Task Thirty_two_clients_at_once_are_all_served()
    {
        MemoryPath[] paths = [.. Enumerable.Range(0, 32).Select(_ => Begin(server))];
        await Task.WhenAll(paths.Select(path => path.ConnectAsync()));
        await Task.WhenAll(paths.Select(path => path.EstablishedAsync));
        await UntilNoHandshakeAsync(server);
    }

    [Fact]
    public async Task Handshakes_beyond_the_bound_are_refused_until_one_ends()
    {
        using DtlsServer small = new(ServerIdentity, 2, NullLogger.Instance);
        MemoryPath first = Begin(small);
        Begin(small);
        Assert.Null(small.Accept(ClientIdentity.Fingerprint, first));
        Assert.Equal(2, small.HandshakesInFlight);

        await first.ConnectAsync();
        await first.EstablishedAsync;
        await UntilHandshakesAsync(small, 1);
        using DtlsAssociation? next = small.Accept(ClientIdentity.Fingerprint, first);
        Assert.NotNull(next);
    }

    [Fact]
    public async Task A_server_that_is_gone_accepts_nobody_and_ends_what_is_under_way()
    {
        DtlsServer own = new(ServerIdentity, 2, NullLogger.Instance);
        MemoryPath path = Begin(own);
        own.Dispose();
        await UntilNoHandshakeAsync(own);
        Assert.Null(own.Accept(ClientIdentity.Fingerprint, path));
        Assert.False(path.HasOutcome);
    }

    private static Action<byte[]> OnlyAfterTheFinished(MemoryPath path, Action<byte[]> then) => _ =>
    {
        // The Finished of the lost flight, which comes in the datagram after the change of cipher, is lost with it.
        path.ToClient = then;
    };

    private static MemoryPath Begin(DtlsServer server, string? fingerprint = null, SrtpProfile[]? profiles = null)
    {
        MemoryPath path = new(ClientIdentity, profiles ?? [SrtpProfile.AeadAes128Gcm, SrtpProfile.Aes128CmHmacSha1_80]);
        path.Association = server.Accept(fingerprint ?? ClientIdentity.Fingerprint, path);
        Assert.NotNull(path.Association);
        return path;
    }

    private static Task UntilNoHandshakeAsync(DtlsServer server) => UntilHandshakesAsync(server, 0);

    private static async Task UntilHandshakesAsync(DtlsServer server, int count)
    {
        using CancellationTokenSource late = new(MemoryPath.Patience);
        while (server.HandshakesInFlight > count)
        {
            late.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
