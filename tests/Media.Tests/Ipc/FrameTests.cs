using System.Net;
using System.Text.Json;
using Cluster.Media.Engine;
using Cluster.Media.Ipc;
using Cluster.Media.Srtp;
using Xunit;

namespace Cluster.Media.Tests.Ipc;

/// <summary>What crosses the wall, as bytes.</summary>
public sealed class FrameTests
{
    private static readonly EndpointId Endpoint = new(new BridgeId(7), 3);

    private static readonly MediaCommand[] Commands =
    [
        new MediaCommand.Start(new MediaSettings { Addresses = [IPAddress.Parse("192.0.2.1"), IPAddress.IPv6Loopback], Processors = [1, 2], Port = 4_711 }, "AA:BB"),
        new MediaCommand.Stop(),
        new MediaCommand.OpenBridge(new BridgeId(7), "team \u00e9"),
        new MediaCommand.CloseBridge(new BridgeId(7)),
        new MediaCommand.Negotiate(1, new EndpointOffer(
            Endpoint, "v=0\r\n", [new SourceBinding("0", SourceKind.Screen, new SourceNumber(9), true)], [new SlotBinding("1", SlotUse.ScreenSound)], "p")),
        new MediaCommand.CloseEndpoint(Endpoint),
        new MediaCommand.SetView(Endpoint, [new ViewEntry(new SourceNumber(uint.MaxValue), 720)]),
        new MediaCommand.SetSourceMuted(new BridgeId(7), new SourceNumber(9), true),
        new MediaCommand.FindRelayPlace(4, new BridgeId(7)),
        new MediaCommand.OpenRelay(5, new BridgeId(7), new RelayOpening(
            8, 9, IPEndPoint.Parse("[2001:db8::1]:10000"), new RelaySecret(uint.MaxValue, new byte[RelaySecret.KeyBytes], new byte[RelaySecret.SaltBytes]), RelaySecret.Make(), true)),
        new MediaCommand.CloseRelay(new BridgeId(7), 8),
        new MediaCommand.ReadBridge(2, new BridgeId(7)),
        new MediaCommand.Dump(3, Endpoint, new DumpRequest(true, TimeSpan.FromSeconds(9), 5_000)),
        new MediaCommand.DumpTaken(3),
        new MediaCommand.DumpStop(3),
        new MediaCommand.DtlsEstablished(5, SrtpProfile.AeadAes128Gcm, [1], [2], [3], [4]),
        new MediaCommand.DtlsFailed(5, "why"),
        new MediaCommand.DtlsClosed(5),
    ];

    private static readonly MediaPlaneInfo Info = new([IPEndPoint.Parse("[::1]:10000"), IPEndPoint.Parse("192.0.2.1:9")], "AA:BB", 2, AddressOrigin.Stun);

    private static readonly MediaReport[] Reports =
    [
        new MediaReport.Started(Info),
        new MediaReport.StartRefused("no"),
        new MediaReport.Happened(new MediaEvent.EndpointConnected(new BridgeId(7), 3)),
        new MediaReport.Happened(new MediaEvent.EndpointLost(new BridgeId(7), 3, "dtls-failed")),
        new MediaReport.Happened(new MediaEvent.BridgeLost(new BridgeId(7))),
        new MediaReport.Happened(new MediaEvent.SpeakersChanged(new BridgeId(7), [new SourceNumber(9)])),
        new MediaReport.Negotiated(1, new NegotiationResult.Answered("v=0\r\n")),
        new MediaReport.Negotiated(1, new NegotiationResult.Refused("a", "b")),
        new MediaReport.Happened(new MediaEvent.RelayHeard(new BridgeId(7), 8)),
        new MediaReport.Happened(new MediaEvent.RelaySilent(new BridgeId(7), 8)),
        new MediaReport.RelayPlaceFound(4, null),
        new MediaReport.RelayPlaceFound(4, IPEndPoint.Parse("192.0.2.1:10001")),
        new MediaReport.RelayOpened(5, true),
        new MediaReport.BridgeRead(2, null),
        new MediaReport.BridgeRead(2, new BridgeSnapshot(
            new BridgeId(7),
            [
                new EndpointSnapshot(
                    3, "p", "connected", "192.0.2.9:1", 1.5,
                    [new SourceSnapshot(new SourceNumber(9), SourceKind.Camera, false, [new LayerSnapshot("h", 1, true, 2, 3, 4, 5, 6, 0.5, 7)])],
                    [new SlotSnapshot("1", SlotUse.Video, 8, new SourceNumber(9), "h", null, 1, 2, 3)]),
            ],
            [new PartSnapshot(0, 1, [3], [new RelaySnapshot(1, 2, 3, 4)])])),
        new MediaReport.DumpEnded(3, new DumpResult.Written(1, 2, 3, DumpEnd.Endpoint)),
        new MediaReport.DumpEnded(3, new DumpResult.Refused("a", "b")),
        new MediaReport.DtlsBegun(5, "AA:BB"),
        new MediaReport.DtlsClosed(5),
        new MediaReport.Read(
            new MediaReadings(
                [new WorkerReading(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, [12, 13], 14, 15, 16, new LossReading(17, 18, 19), new RelayReading(20, 21, 22, 23, 24, 25))],
                new MediaCounters(1, 2, 3, 4, 5, 6, new Dictionary<string, long> { ["kernel"] = 7 })
                {
                    At = TimeSpan.FromTicks(12),
                    ProcessorTimeApart = TimeSpan.FromTicks(13),
                },
                8)
            {
                Process = new ProcessReading(0.5, 2, 0.25, 4),
            },
            Info,
            true),
    ];

    [Fact]
    public void Every_command_and_report_is_the_same_on_the_other_side()
    {
        foreach (var command in Commands)
        {
            AssertSame(command, Through(writer => writer.Post(command, IpcJson.Default.MediaCommand), bytes => JsonSerializer.Deserialize(bytes, IpcJson.Default.MediaCommand)!));
        }

        foreach (var report in Reports)
        {
            AssertSame(report, Through(writer => writer.Post(report, IpcJson.Default.MediaReport), bytes => JsonSerializer.Deserialize(bytes, IpcJson.Default.MediaReport)!));
        }

        Assert.Equal(Kinds<MediaCommand>(), Commands.Select(command => command.GetType()).ToHashSet());
        Assert.Equal(Kinds<MediaReport>(), Reports.Select(report => report.GetType()).ToHashSet());
    }

    [Fact]
    public void Bytes_come_with_their_number_and_in_order_with_messages()
    {
        var pipe = new MemoryStream();
        using (var writer = new FrameWriter(static () => { }))
        {
            writer.Start(pipe, new MediaCommand.Stop(), IpcJson.Default.MediaCommand);
            writer.Post(FrameKind.Dtls, -5, [1, 2, 3]);
            writer.Post(FrameKind.DumpPiece, 6, new byte[1 << 20]);
            writer.Post(new MediaCommand.DumpTaken(6), IpcJson.Default.MediaCommand);
        }

        var reader = new FrameReader(new MemoryStream(pipe.ToArray()));
        Assert.Equal(FrameKind.Message, reader.Read()!.Value.Kind);
        var (kind, payload) = reader.Read()!.Value;
        Assert.Equal((FrameKind.Dtls, -5L), (kind, FrameReader.NumberOf(payload.Span)));
        Assert.Equal([1, 2, 3], payload[sizeof(long)..].ToArray());
        Assert.Equal((1 << 20) + sizeof(long), reader.Read()!.Value.Payload.Length);
        Assert.Equal(FrameKind.Message, reader.Read()!.Value.Kind);
        Assert.Null(reader.Read());
    }

    [Theory]
    [InlineData(new byte[] { 1, 0 })]
    [InlineData(new byte[] { 1, 0, 0, 0, 9, 7 })]
    [InlineData(new byte[] { 255, 255, 255, 255, 1 })]
    [InlineData(new byte[] { 7, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6, 7 })]
    public void What_is_no_frame_is_said_to_be_none(byte[] bytes) =>
        Assert.Throws<InvalidDataException>(() => new FrameReader(new MemoryStream(bytes)).Read());

    [Fact]
    public void A_frame_that_is_cut_is_an_end_and_not_a_message() =>
        Assert.Throws<EndOfStreamException>(() => new FrameReader(new MemoryStream([9, 0, 0, 0, 1, (byte)'{'])).Read());

    [Fact]
    public void Keys_are_in_no_word_of_a_command() =>
        Assert.DoesNotContain("1", new MediaCommand.DtlsEstablished(5, SrtpProfile.AeadAes128Gcm, [1], [1], [1], [1]).ToString(), StringComparison.Ordinal);

    private static HashSet<Type> Kinds<T>() => [.. typeof(T).GetNestedTypes().Where(type => !type.IsAbstract && type.IsAssignableTo(typeof(T)))];

    private static T Through<T>(Action<FrameWriter> post, Func<byte[], T> read)
    {
        var pipe = new MemoryStream();
        using (var writer = new FrameWriter(static () => { }))
        {
            post(writer);
            writer.Start(pipe);
        }

        return read(new FrameReader(new MemoryStream(pipe.ToArray())).Read()!.Value.Payload.ToArray());
    }

    // Lists within records compare by reference; as text they compare by what is in them.
    private static void AssertSame<T>(T sent, T came)
    {
        Assert.Equal(sent!.GetType(), came!.GetType());
        Assert.Equal(Text(sent), Text(came));

        static string Text(T it) => it is MediaCommand command
            ? JsonSerializer.Serialize(command, IpcJson.Default.MediaCommand)
            : JsonSerializer.Serialize((MediaReport)(object)it!, IpcJson.Default.MediaReport);
    }
}
