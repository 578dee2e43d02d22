using System.Net.Security;
using Cluster.Web.Tls;
using CsCheck;

namespace Web.Tests.Tls;

/// <summary>A real client's first bytes, whole, cut and changed.</summary>
public sealed class ClientHelloTests
{
    [Fact]
    public async Task The_name_and_the_protocol_are_found()
    {
        var challenge = ClientHello.Parse(await RecordAsync("meet.example.org", "acme-tls/1"));
        Assert.Equal("meet.example.org", challenge!.ServerName);
        Assert.True(challenge.OffersOnly("acme-tls/1"u8));
        var browser = ClientHello.Parse(await RecordAsync("meet.example.org", "h2", "http/1.1"));
        Assert.Equal("meet.example.org", browser!.ServerName);
        Assert.False(browser.OffersOnly("h2"u8));
        Assert.False(ClientHello.Parse(await RecordAsync("meet.example.org", "acme-tls/1", "h2"))!.OffersOnly("acme-tls/1"u8));
        var bare = ClientHello.Parse(await RecordAsync("127.0.0.1"));
        Assert.Equal("", bare!.ServerName);
        Assert.False(bare.OffersOnly("acme-tls/1"u8));
    }

    [Fact]
    public async Task Its_length_is_known_from_five_bytes()
    {
        var record = await RecordAsync("meet.example.org", "h2");
        Assert.Equal(0, ClientHello.Length([]));
        Assert.Equal(0, ClientHello.Length(record.AsSpan(0, 4)));
        Assert.Equal(record.Length, ClientHello.Length(record));
        Assert.Equal(-1, ClientHello.Length("GET / HTTP/1.1"u8));
        Assert.Equal(-1, ClientHello.Length([22, 3, 1, 255, 255]));
    }

    [Fact]
    public async Task Whatever_a_stranger_sends_is_read_or_not_but_never_a_fault()
    {
        var record = await RecordAsync("meet.example.org", "acme-tls/1");
        Gen.Select(Gen.Int[0, record.Length], Gen.Int[0, record.Length - 1], Gen.Byte).Sample((length, at, value) =>
        {
            var changed = record.ToArray();
            changed[at] = value;
            _ = ClientHello.Parse(changed.AsMemory(0, length))?.OffersOnly("acme-tls/1"u8);
        }, iter: 5_000);
        Gen.Byte.Array[0, 300].Sample(bytes => _ = ClientHello.Parse(bytes), iter: 2_000);
    }

    /// <summary>What this system's TLS sends first.</summary>
    private static async Task<byte[]> RecordAsync(string name, params string[] protocols)
    {
        using var wire = new FirstWrite();
        await using var tls = new SslStream(wire);
        try
        {
            await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
            {
                TargetHost = name,
                ApplicationProtocols = [.. protocols.Select(protocol => new SslApplicationProtocol(protocol))],
            });
        }
        catch (IOException)
        {
            // Nobody answers; what was said is all that is wanted.
            Assert.NotEmpty(wire.Bytes);
        }

        return wire.Bytes;
    }

    private sealed class FirstWrite : MemoryStream
    {
        public byte[] Bytes { get; private set; } = [];

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Bytes = [.. Bytes, .. buffer.Span];
            return ValueTask.CompletedTask;
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(0);
    }
}
