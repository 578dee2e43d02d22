using Bench.Load.Net;

namespace Bench.Load.Streams;

/// <summary>One RTP stream a client sends.</summary>
internal interface IPublishedStream : IPublisher
{
    uint Ssrc { get; }

    /// <summary>Packets the system took.</summary>
    long Sent { get; }

    /// <summary>Packets owed and never sent because the generator had no time: a measurement with many is void.</summary>
    long LetGo { get; }

    /// <summary>Whether it sends now.</summary>
    bool IsOn { get; set; }

    /// <summary>A receiver cannot go on without a keyframe.</summary>
    void OnKeyframeRequest();
}
