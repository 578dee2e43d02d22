using System.Net;
using System.Runtime.InteropServices;
using Bench.Load.Net;

namespace Bench.Load.Floods;

/// <summary>Sends one kind of datagram from many addresses, as fast as a thread can or at a rate, until it is disposed of.</summary>
internal sealed unsafe class Flooder : IDisposable
{
    private const int Sockets = 16;
    private const int BatchSize = 64;
    private const int BytesMax = 1_500;

    private readonly FloodKind _kind;
    private readonly int _ratePerSecond;
    private readonly ClientSocket[] _sockets;
    private readonly Linux.Message* _messages;
    private readonly byte* _memory;
    private readonly Thread _thread;
    private volatile bool _ending;
    private long _sent;

    /// <param name="ratePerSecond">0: as fast as it goes.</param>
    public Flooder(FloodKind kind, IPEndPoint target, int ratePerSecond = 0)
    {
        (_kind, _ratePerSecond) = (kind, ratePerSecond);
        _sockets = [.. Enumerable.Range(0, Sockets).Select(_ => new ClientSocket(target.Address))];
        Array.ForEach(_sockets, socket => socket.Connect(target));
        _memory = (byte*)NativeMemory.AllocZeroed((nuint)(BatchSize * (sizeof(Linux.Message) + sizeof(Linux.Vector) + BytesMax)));
        _messages = (Linux.Message*)_memory;
        var vectors = (Linux.Vector*)(_messages + BatchSize);
        var bytes = (byte*)(vectors + BatchSize);
        for (var i = 0; i < BatchSize; i++)
        {
            vectors[i].Base = bytes + (i * BytesMax);
            _messages[i].Vectors = vectors + i;
            _messages[i].VectorCount = 1;
        }

        _thread = new Thread(Run) { Name = "flood", IsBackground = true };
        _thread.Start();
    }

    /// <summary>Datagrams the system has taken.</summary>
    public long Sent => Volatile.Read(ref _sent);

    public void Dispose()
    {
        _ending = true;
        _thread.Join();
        Array.ForEach(_sockets, socket => socket.Dispose());
        NativeMemory.Free(_memory);
    }

    private void Run()
    {
        var next = 0;
        var clock = System.Diagnostics.Stopwatch.StartNew();
        for (var turn = 0; !_ending; turn++)
        {
            for (var i = 0; i < BatchSize; i++)
            {
                var datagram = _kind.Datagrams[next++ % _kind.Datagrams.Length];
                datagram.CopyTo(new Span<byte>(_messages[i].Vectors->Base, BytesMax));
                _messages[i].Vectors->Length = (nuint)datagram.Length;
            }

            _sent += Math.Max(0, Linux.SendMany(_sockets[turn % Sockets].Descriptor, _messages, BatchSize, 0));
            while (_ratePerSecond > 0 && !_ending && _sent > clock.Elapsed.TotalSeconds * _ratePerSecond)
            {
                Linux.SleepUs(200);
            }
        }
    }
}
