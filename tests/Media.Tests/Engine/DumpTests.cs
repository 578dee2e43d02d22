using System.Net;
using Cluster.Media.Engine;
using Cluster.Media.Forwarding;
using Cluster.Media.Net;
using Cluster.Media.Rtp;
using Xunit;

namespace Cluster.Media.Tests.Engine;

/// <summary>Dumps of one endpoint's datagrams, read back as Wireshark would.</summary>
[Collection("the process alone")]
public sealed class DumpTests
{
    private static readonly DumpRequest Wire = new(Decrypted: false, TimeSpan.FromMinutes(5), DumpRequest.MostBytes);

    private static readonly byte[] Opus = [0xF8, 0xFF, 0xFE];

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    public async Task A_dump_has_what_was_on_the_wire_both_ways_with_addresses_and_times(string local)
    {
        await using var rig = new EngineRig();
        var ann = await rig.JoinAsync(IPAddress.Parse(local));
        var bob = await rig.JoinAsync(IPAddress.Parse(local));
        await using var dump = await Dump.BeginAsync(rig, bob);
        var beganUs = MediaClock.ToUnixUs(MediaClock.NowUs);
        var sent = await TalkAsync(ann, bob, 20);
        var endedUs = MediaClock.ToUnixUs(MediaClock.NowUs);
        var written = await dump.StopAsync();

        Assert.Equal((0, DumpEnd.Stopped), (written.Lost, written.End));
        var all = CaptureFile.Read(dump.Bytes);
        Assert.Equal((written.Packets, written.Bytes), (all.Count, dump.Bytes.Length));
        Assert.All(all, each => Assert.InRange(each.UnixUs, dump.BeganUs - 1_000_000, endedUs + 5_000_000));

        // Bob's own, byte for byte; and as much as he was sent, which only his keys open.
        var fromBob = all.Where(each => each.From.Equals(bob.LocalEndPoint)).ToList();
        foreach (var datagram in sent)
        {
            var found = Assert.Single(fromBob, each => each.Payload.AsSpan().SequenceEqual(datagram));
            Assert.Equal(bob.Remote, found.To);
            Assert.InRange(found.UnixUs, beganUs - 1_000_000, endedUs + 1_000_000);
        }

        var toBob = all.Where(each => each.To.Equals(bob.LocalEndPoint)).ToList();
        Assert.Equal(all.Count, fromBob.Count + toBob.Count);
        Assert.All(toBob, each => Assert.Equal(bob.Remote, each.From));
        Assert.True(toBob.Count(each => IsRtp(each.Payload)) >= 20);
        Assert.DoesNotContain(toBob, each => IsRtp(each.Payload) && each.Payload.AsSpan().IndexOf(Opus) >= 0);
        Assert.Contains(fromBob, each => each.Payload[0] < 4);
        Assert.Contains(toBob, each => each.Payload[0] < 4);
    }

    [Fact]
    public async Task Media_in_the_clear_is_refused_without_the_setting_and_nothing_is_written()
    {
        await using var rig = new EngineRig();
        var ann = await rig.JoinAsync();
        var file = new MemoryStream();
        var refused = Assert.IsType<DumpResult.Refused>(await rig.Engine.DumpAsync(new EndpointId(rig.Bridge, ann.Number), Wire with { Decrypted = true }, file, default));
        Assert.Equal("dump-decrypted-off", refused.Code);
        Assert.Contains("parley.media.dump-decrypted", refused.Message, StringComparison.Ordinal);
        Assert.Equal(0, file.Length);
    }

    [Fact]
    public async Task With_the_setting_media_is_in_the_clear_both_ways()
    {
        await using var rig = new EngineRig(new MediaSettings { DumpDecrypted = true });
        var (ann, bob) = (await rig.JoinAsync(), await rig.JoinAsync());
        await using var dump = await Dump.BeginAsync(rig, bob, decrypted: true);
        await TalkAsync(ann, bob, 20);
        await dump.StopAsync();

        var rtp = CaptureFile.Read(dump.Bytes).Where(each => IsRtp(each.Payload)).ToList();
        foreach (var isFromBob in (bool[])[true, false])
        {
            var payloads = rtp.Where(each => (isFromBob ? each.From : each.To).Equals(bob.LocalEndPoint)).Select(each =>
            {
                Assert.True(RtpHeader.TryParse(each.Payload, out var header));
                return isFromBob || header.CsrcCount > 0 ? each.Payload.AsSpan(header.PayloadOffset, header.PayloadBytes).ToArray() : [];
            }).Where(payload => payload.Length > 0).ToList();
            Assert.InRange(payloads.Count, 20, 40);
            Assert.All(payloads, payload =>
            {
                Assert.Equal(4, payload.Length);
                Assert.Equal(Opus, payload[..3]);
            });
        }
    }

    [Fact]
    public async Task Bounds_hold_and_each_refusal_has_its_code()
    {
        await using var rig = new EngineRig(new MediaSettings { DumpsMax = 1 });
        var (ann, bob) = (await rig.JoinAsync(), await rig.JoinAsync());
        Assert.Equal("endpoint-unknown", await RefusedAsync(new EndpointId(rig.Bridge, 4_711), Wire));
        Assert.Equal("endpoint-unknown", await RefusedAsync(new EndpointId(new BridgeId(4_711), 1), Wire));
        Assert.Equal("dump-out-of-range", await RefusedAsync(new EndpointId(rig.Bridge, ann.Number), Wire with { Duration = TimeSpan.Zero }));
        Assert.Equal("dump-out-of-range", await RefusedAsync(new EndpointId(rig.Bridge, ann.Number), Wire with { BytesMax = 1 }));
        await using (var dump = await Dump.BeginAsync(rig, bob, bytesMax: 4_096))
        {
            Assert.Equal("dumps-too-many", await RefusedAsync(new EndpointId(rig.Bridge, ann.Number), Wire));
            await TalkAsync(ann, bob, 100);
            var full = await dump.EndAsync();
            Assert.Equal((DumpEnd.Bytes, dump.Bytes.Length), (full.End, (int)full.Bytes));
            Assert.InRange(dump.Bytes.Length, 3_000, 4_096);
            Assert.Equal(full.Packets, CaptureFile.Read(dump.Bytes).Count);
        }

        await using (var dump = await Dump.BeginAsync(rig, bob))
        {
            rig.Engine.CloseEndpoint(new EndpointId(rig.Bridge, bob.Number));
            Assert.Equal(DumpEnd.Endpoint, (await dump.EndAsync()).End);
        }

        await using (var dump = await Dump.BeginAsync(rig, ann, duration: TimeSpan.FromMilliseconds(50)))
        {
            Assert.Equal(DumpEnd.Time, (await dump.EndAsync()).End);
        }

        async Task<string> RefusedAsync(EndpointId endpoint, DumpRequest request) =>
            Assert.IsType<DumpResult.Refused>(await rig.Engine.DumpAsync(endpoint, request, Stream.Null, default)).Code;
    }

    [Fact]
    public async Task There_is_one_dump_of_an_endpoint()
    {
        await using var rig = new EngineRig();
        var ann = await rig.JoinAsync();
        await using var dump = await Dump.BeginAsync(rig, ann);
        var refused = await rig.Engine.DumpAsync(new EndpointId(rig.Bridge, ann.Number), Wire, Stream.Null, default);
        Assert.Equal("dump-underway", Assert.IsType<DumpResult.Refused>(refused).Code);
        await dump.StopAsync();
    }

    [Fact]
    public void What_finds_no_room_is_counted_and_a_copy_allocates_nothing()
    {
        var ring = new RelayRing(1, TapFrame.BytesMax);
        var tap = new DatagramTap(ring, decrypted: false, localPort: 10_000);
        var remote = NetAddress.From(new IPEndPoint(IPAddress.Loopback, 50_000));
        var bytes = new byte[1_200];
        bytes[0] = 0x80;
        Copy(10);
        Assert.InRange(tap.Lost, 1, 9);
        var kept = 0;
        for (; ring.TryPeek(out var frame); kept++)
        {
            Assert.Equal((1_200, 50_000), (TapFrame.Read(frame).Payload.Length, TapFrame.Read(frame).From.Port));
            ring.Advance();
        }

        Assert.Equal(10, kept + tap.Lost);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Copy(10_000);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Copy(int count)
        {
            for (var i = 0; i < count; i++)
            {
                tap.Receive(new Datagram(bytes, remote, default, 1));
            }
        }
    }

    [Fact]
    public async Task A_reader_that_takes_nothing_costs_the_dump_packets_and_the_meeting_nothing()
    {
        await using var rig = new EngineRig(new MediaSettings { DumpRingBytes = 1 });
        var (ann, bob) = (await rig.JoinAsync(), await rig.JoinAsync());
        await using var dump = await Dump.BeginAsync(rig, bob, isHeld: true);
        await TalkAsync(ann, bob, 200);
        dump.Release();
        var written = await dump.StopAsync();
        Assert.InRange(written.Lost, 200, 2_000);
        Assert.Equal(written.Packets, CaptureFile.Read(dump.Bytes).Count);
    }

    private static bool IsRtp(byte[] bytes) => bytes[0] is >= 128 and < 192 && bytes[1] is < 192 or >= 224;

    /// <summary>Both speak, in turns, and are heard; what bob sent comes back.</summary>
    private static async Task<List<byte[]>> TalkAsync(MediaClient ann, MediaClient bob, int count)
    {
        var sent = new List<byte[]>();
        for (var i = 0; i < count; i++)
        {
            ann.SendRaw(ann.MakeAudio(ann.Lines[0], ann.Microphone));
            sent.Add(bob.MakeAudio(bob.Lines[0], bob.Microphone));
            bob.SendRaw(sent[^1]);
            await EngineRig.NextPacketAsync(bob, packet => packet.Source == ann.Lines[0].Number);
            await EngineRig.NextPacketAsync(ann, packet => packet.Source == bob.Lines[0].Number);
        }

        await bob.CheckAsync();
        return sent;
    }

    /// <summary>A dump that is under way.</summary>
    private sealed class Dump : Stream
    {
        private readonly MemoryStream _file = new();
        private readonly CancellationTokenSource _stop = new();
        private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private Task<DumpResult> _result = null!;

        public byte[] Bytes => _file.ToArray();

        public long BeganUs { get; } = MediaClock.ToUnixUs(MediaClock.NowUs);

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => _file.Length;

        public override long Position { get; set; }

        /// <summary>Begins one and waits until it copies.</summary>
        public static async Task<Dump> BeginAsync(
            EngineRig rig, MediaClient of, bool decrypted = false, TimeSpan? duration = null, long bytesMax = DumpRequest.MostBytes, bool isHeld = false)
        {
            var dump = new Dump();
            if (!isHeld)
            {
                dump.Release();
            }

            dump._result = rig.Engine.DumpAsync(
                new EndpointId(rig.Bridge, of.Number), new DumpRequest(decrypted, duration ?? Wire.Duration, bytesMax), dump, dump._stop.Token);
            await dump._begun.Task.WaitAsync(MediaClient.Patience);
            return dump;
        }

        public void Release() => _released.TrySetResult();

        public async Task<DumpResult.Written> StopAsync()
        {
            await _stop.CancelAsync();
            return await EndAsync();
        }

        public async Task<DumpResult.Written> EndAsync() => Assert.IsType<DumpResult.Written>(await _result.WaitAsync(MediaClient.Patience));

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            _begun.TrySetResult();
            await _released.Task.WaitAsync(cancellationToken);
            await _file.WriteAsync(buffer, cancellationToken);
        }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            _stop.Cancel();
            _stop.Dispose();
            _file.Dispose();
            base.Dispose(disposing);
        }
    }
}
