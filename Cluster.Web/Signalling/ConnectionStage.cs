namespace Cluster.Web.Signalling;

/// <summary>Where a connection stands.</summary>
internal enum ConnectionStage
{
    /// <summary>No join yet, or the last one was refused.</summary>
    Outside,

    /// <summary>A join or resume is under way.</summary>
    Entering,

    /// <summary>The join is kept until a host comes, however long that takes.</summary>
    Waiting,

    /// <summary>In the meeting.</summary>
    Inside,

    /// <summary>In the meeting, but the participant's node is lost: it is asked for again until it is back.</summary>
    Returning,

    /// <summary>The client said that it leaves.</summary>
    Leaving,

    /// <summary>The socket is being closed; nothing more is said or heard.</summary>
    Over,
}
