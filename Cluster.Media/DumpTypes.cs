using System.Text.Json.Serialization;

namespace Cluster.Media;

/// <summary>What to write of an endpoint's datagrams.</summary>
/// <param name="Decrypted">RTP and RTCP in the clear; only where <see cref="MediaSettings.DumpDecrypted"/> allows it.</param>
/// <param name="Duration">How long, at most <see cref="DurationMax"/>.</param>
/// <param name="BytesMax">The file's bytes, from <see cref="LeastBytes"/> to <see cref="MostBytes"/>.</param>
public sealed record DumpRequest(bool Decrypted, TimeSpan Duration, long BytesMax)
{
    /// <summary>The longest dump.</summary>
    public static readonly TimeSpan DurationMax = TimeSpan.FromHours(1);

    /// <summary>The smallest bound of a file.</summary>
    public const long LeastBytes = 4_096;

    /// <summary>The largest bound of a file.</summary>
    public const long MostBytes = 1L << 30;
}

/// <summary>How a dump went.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
[JsonDerivedType(typeof(Refused), "refused")]
[JsonDerivedType(typeof(Written), "written")]
public abstract record DumpResult
{
    private DumpResult()
    {
    }

    /// <summary>
    /// It was not begun, and nothing was written: <c>endpoint-unknown</c>, <c>dump-underway</c>, <c>dumps-too-many</c>,
    /// <c>dump-decrypted-off</c>, <c>dump-out-of-range</c>.
    /// </summary>
    public sealed record Refused(string Code, string Message) : DumpResult;

    /// <summary>It was written.</summary>
    /// <param name="Packets">Datagrams in the file.</param>
    /// <param name="Bytes">Its bytes.</param>
    /// <param name="Lost">Datagrams that found no room while the reader was slow.</param>
    public sealed record Written(long Packets, long Bytes, long Lost, DumpEnd End) : DumpResult;
}

/// <summary>Why a dump ended.</summary>
public enum DumpEnd
{
    /// <summary>Its time was over.</summary>
    Time,

    /// <summary>Its file was full.</summary>
    Bytes,

    /// <summary>The endpoint left.</summary>
    Endpoint,

    /// <summary>Whoever asked for it ended it, or the node stops.</summary>
    Stopped,
}
