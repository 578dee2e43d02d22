using System.Diagnostics;
using System.Text;
using Bench.Load.Clients;
using Cluster.Media.Rtp;

namespace Bench.Load.Streams;

/// <summary>
/// Sends Opus of 20 ms and about 32 kbit/s with its level (RFC 6464); in silence a short packet every 400 ms, as discontinuous
/// transmission does (RFC 7587, 3.1.3).
/// </summary>
internal sealed class AudioStream : IPublishedStream
{
    public const int PayloadBytes = 80;
    private const int SilentPayloadBytes = 3;
    private const int SilentEvery = 20;
    private const byte SpeechLevel = 25;
    private const byte SilenceLevel = 127;

    private static readonly long PacketTicks = Stopwatch.Frequency / 50;
    private static readonly long LagTicksMax = Stopwatch.Frequency / 10;

    private readonly LoadClient _client;
    private readonly byte[] _mid;
    private readonly uint _source;
    private readonly byte[] _buffer = new byte[512];
    private readonly byte _loudness;
    private long _dueTicks;
    private long _slot;
    private long _number;
    private ushort _sequence = 2_000;
    private uint _timestamp = 48_000;
    private bool _wasSpeaking;

    /// <summary>A microphone; <paramref name="loudness"/> sets speakers apart, 0 to 20 dB louder than the base.</summary>
    public AudioStream(LoadClient client, ClientLine line, uint ssrc, int loudness = 0)
    {
        (_client, Ssrc, _source, _loudness) = (client, ssrc, line.Number, (byte)loudness);
        _mid = Encoding.ASCII.GetBytes(line.Mid);
    }

    /// <inheritdoc/>
    public uint Ssrc { get; }

    /// <inheritdoc/>
    public long Sent { get; private set; }

    /// <inheritdoc/>
    public long LetGo { get; private set; }

    /// <inheritdoc/>
    public bool IsOn { get; set; }

    /// <summary>Whether it speaks, or is silent.</summary>
    public bool IsSpeaking { get; set; }

    /// <inheritdoc/>
    public void OnKeyframeRequest()
    {
        // Sound has none.
    }

    /// <inheritdoc/>
    public long Publish(long nowTicks)
    {
        if (!IsOn)
        {
            _dueTicks = 0;
            return long.MaxValue;
        }

        if (_dueTicks == 0)
        {
            // Microphones are not in step with each other.
            _dueTicks = nowTicks + (Ssrc * 7_919L % PacketTicks);
        }

        if (nowTicks - _dueTicks > LagTicksMax)
        {
            var late = (nowTicks - _dueTicks) / PacketTicks;
            LetGo += late;
            _dueTicks += late * PacketTicks;
        }

        for (; _dueTicks <= nowTicks; _dueTicks += PacketTicks)
        {
            _timestamp += 960;
            if (IsSpeaking || _slot++ % SilentEvery == 0)
            {
                SendOne();
            }
        }

        return _dueTicks;
    }

    /// <summary>The stamped part of a payload of speech; false for a silent one, which has no room for it.</summary>
    public static bool TryFindStamp(ReadOnlySpan<byte> payload, out ReadOnlySpan<byte> body)
    {
        body = payload.Length == PayloadBytes ? payload[1..] : default;
        return payload.Length == PayloadBytes;
    }

    private void SendOne()
    {
        var writer = new RtpPacketWriter(_buffer);
        writer.Header(IsSpeaking && !_wasSpeaking, StreamIds.Opus, _sequence++, _timestamp, Ssrc, 0);
        writer.Extension(StreamIds.Mid, _mid);
        var level = IsSpeaking ? (byte)(0x80 | (SpeechLevel - _loudness)) : SilenceLevel;
        writer.Extension(StreamIds.Level, [level]);
        _client.WriteTransportExtensions(ref writer);
        var at = writer.EndExtensions();
        _buffer[at] = 0x78;
        var bytes = IsSpeaking ? PayloadBytes : SilentPayloadBytes;
        if (IsSpeaking)
        {
            new Stamp(_source, 0, _number++, Stopwatch.GetTimestamp()).Write(_buffer.AsSpan(at + 1, PayloadBytes - 1));
        }

        _wasSpeaking = IsSpeaking;
        if (_client.SendRtp(_buffer, at + bytes))
        {
            Sent++;
        }
    }
}
