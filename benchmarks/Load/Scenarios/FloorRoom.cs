using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using Bench.Load.Clients;
using Bench.Load.Measuring;
using Bench.Load.Net;
using Bench.Load.Servers;
using Bench.Load.Streams;

namespace Bench.Load.Scenarios;

/// <summary>The same stream to the same number of receivers through the C program of comparison, or, as an echo, back to its sender.</summary>
internal sealed class FloorRoom : IRoom, IReceiver
{
    // What our server sends for a packet of a broadcast: four bytes of contributing source more than it received.
    private const int PlainBytes = Broadcast.PacketBytes + 4 - TagBytes;
    private const int TagBytes = 16;
    private const int CheckEvery = 64;

    private readonly PinnedProcess _process;
    private readonly List<ClientSocket> _sockets;
    private readonly PlainStream _stream;
    private readonly bool _isEcho;
    private readonly AesGcm _gcm = new([.. Enumerable.Range(0, 16).Select(i => (byte)i)], TagBytes);
    private readonly byte[] _plain = new byte[2_048];
    private long _received;
    private long _broken;

    private FloorRoom(PinnedProcess process, Reactor reactor, List<ClientSocket> sockets, PlainStream stream, bool isEcho) =>
        (_process, Reactor, _sockets, _stream, _isEcho) = (process, reactor, sockets, stream, isEcho);

    public int ProcessId => _process.Id;

    public int Receivers => _isEcho ? 1 : _sockets.Count - 1;

    public Reactor Reactor { get; }

    public LatencyHistogram Latency { get; } = new();

    /// <summary>Packets that were not what they should be.</summary>
    public long Broken => _broken;

    /// <summary>Starts the built program; without receivers it is the echo.</summary>
    public static async Task<FloorRoom> OpenAsync(string program, int receivers, CancellationToken cancel)
    {
        List<ClientSocket> sockets = [.. Enumerable.Range(0, receivers + 1).Select(_ => new ClientSocket(IPAddress.Loopback))];
        var isEcho = receivers == 0;
        var process = new PinnedProcess(
            program, isEcho ? ["echo"] : ["forward", .. sockets.Skip(1).Select(socket => $"{socket.Local.Port}")]);
        var line = await process.Output.ReadLineAsync(cancel);
        var port = int.Parse(line ?? throw new InvalidOperationException($"The floor did not start: {process.LastWords}"), CultureInfo.InvariantCulture);
        var stream = new PlainStream(sockets[0], PlainBytes, Broadcast.BurstPackets);
        var room = new FloorRoom(process, new Reactor(), sockets, stream, isEcho);
        foreach (var socket in sockets)
        {
            socket.Connect(new IPEndPoint(IPAddress.Loopback, port));
            await room.Reactor.AddAsync(socket, room);
        }

        await room.Reactor.AddAsync(stream);
        return room;
    }

    public Task SendAsync(double packetsPerSecond) => Reactor.DoAsync(() => _stream.PacketsPerSecond = packetsPerSecond);

    public Task<Tally> RestartAsync() => Reactor.AskAsync(() =>
    {
        _received = 0;
        Latency.Clear();
        return Count();
    });

    public Task<Tally> CountAsync() => Reactor.AskAsync(Count);

    public void Receive(Span<byte> datagram)
    {
        _received++;
        if (_isEcho)
        {
            Look(datagram[PlainStream.HeaderBytes..]);
        }
        else if (_received % CheckEvery == 0)
        {
            Unprotect(datagram);
        }
    }

    public ValueTask DisposeAsync()
    {
        _process.Dispose();
        Reactor.Dispose();
        _sockets.ForEach(socket => socket.Dispose());
        _gcm.Dispose();
        return ValueTask.CompletedTask;
    }

    private Tally Count() => new(_stream.Sent, _stream.LetGo, _received, 0, 0);

    private void Unprotect(Span<byte> datagram)
    {
        Span<byte> nonce = stackalloc byte[12];
        nonce.Clear();
        datagram.Slice(8, 4).CopyTo(nonce[2..]);
        datagram.Slice(2, 2).CopyTo(nonce[10..]);
        var body = datagram[PlainStream.HeaderBytes..^TagBytes];
        var plain = _plain.AsSpan(0, body.Length);
        try
        {
            _gcm.Decrypt(nonce, body, datagram[^TagBytes..], plain, datagram[..PlainStream.HeaderBytes]);
            Look(plain);
        }
        catch (AuthenticationTagMismatchException)
        {
            _broken++;
        }
    }

    private void Look(ReadOnlySpan<byte> body)
    {
        if (Stamp.TryRead(body, out var stamp))
        {
            Latency.Add((Stopwatch.GetTimestamp() - stamp.SentTicks) / (Stopwatch.Frequency / 1_000_000));
        }
        else
        {
            _broken++;
        }
    }
}
