using System.IO.Pipes;
using Cluster.Media.Ipc;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cluster.Media.Tests.Ipc;

/// <summary>What a media process is to the control plane, without a process: the service behind real pipes.</summary>
internal sealed class PipedMediaProcess : IMediaProcess
{
    private readonly AnonymousPipeServerStream _commands = new(PipeDirection.Out);
    private readonly AnonymousPipeServerStream _reports = new(PipeDirection.In);
    private readonly AnonymousPipeClientStream _commandsThere;
    private readonly AnonymousPipeClientStream _reportsThere;

    /// <param name="quietAfter">After so many writes nothing more is heard from it.</param>
    public PipedMediaProcess(int quietAfter = int.MaxValue)
    {
        _commandsThere = new AnonymousPipeClientStream(PipeDirection.In, _commands.ClientSafePipeHandle);
        _reportsThere = new AnonymousPipeClientStream(PipeDirection.Out, _reports.ClientSafePipeHandle);
        Stream reports = quietAfter == int.MaxValue ? _reportsThere : new QuietStream(_reportsThere, quietAfter);
        Served = Task.Run(() => MediaService.RunAsync(_commandsThere, reports, TimeProvider.System, NullLoggerFactory.Instance));
    }

    public Stream Commands => _commands;

    public Stream Reports => _reports;

    public string Name => "test";

    /// <summary>What the service said at its end.</summary>
    public Task<bool> Served { get; }

    public bool IsKilled { get; private set; }

    /// <summary>Its input ends, and so does it.</summary>
    public void Kill()
    {
        IsKilled = true;
        _commands.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        await Served.WaitAsync(TimeSpan.FromSeconds(20));
        _commands.Dispose();
        _commandsThere.Dispose();
        _reportsThere.Dispose();
        _reports.Dispose();
    }

    /// <summary>Swallows what is written after the first so many frames, each of which is two writes.</summary>
    private sealed class QuietStream(Stream inner, int frames) : MemoryStream
    {
        private int _writes;

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            if (_writes++ < 2 * frames)
            {
                inner.Write(buffer);
            }
        }
    }
}
