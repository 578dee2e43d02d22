namespace Cluster.Media.Ipc;

/// <summary>A process with a media plane, as whoever started it has it: <see cref="MediaService"/> runs in it.</summary>
public interface IMediaProcess : IAsyncDisposable
{
    /// <summary>Where commands go. Closing it ends the process.</summary>
    Stream Commands { get; }

    /// <summary>Where reports come from; it ends with the process.</summary>
    Stream Reports { get; }

    /// <summary>What to call it in a log.</summary>
    string Name { get; }

    /// <summary>Ends it at once.</summary>
    void Kill();
}
