using System.Net.Sockets;

namespace Cluster.Media;

/// <summary>The media plane can't start; the message is one sentence for the person who starts it.</summary>
public sealed class MediaStartException : Exception
{
    /// <summary>With a sentence that says what is wrong and what to do.</summary>
    public MediaStartException(string message)
        : base(message)
    {
    }

    /// <summary>With the cause beside the sentence.</summary>
    public MediaStartException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Without a sentence; not used.</summary>
    public MediaStartException()
    {
    }

    /// <summary>Whether somebody else has the port.</summary>
    public bool IsPortTaken => InnerException is SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse };
}
