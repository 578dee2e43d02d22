namespace Cluster.Media.Forwarding;

/// <summary>
/// Merges everyone's wishes for a keyframe of one layer into one request, limits how often it is sent, and repeats it
/// until the keyframe has come: a request lost or swallowed would leave a slot black.
/// </summary>
internal sealed class KeyframeRequests
{
    private const long RepeatUs = 300_000;

    // A keyframe this fresh answers a wish that was on its way when it came.
    private const long FreshUs = 100_000;

    private bool _wanted;
    private long _lastRequestUs = long.MinValue / 2;
    private long _lastKeyframeUs = long.MinValue / 2;

    /// <summary>Requests that were sent.</summary>
    public long Sent { get; private set; }

    /// <summary>Whether somebody waits for one.</summary>
    public bool IsWanted => _wanted;

    /// <summary>Somebody needs a keyframe.</summary>
    public void Want(long nowUs)
    {
        if (nowUs - _lastKeyframeUs > FreshUs)
        {
            _wanted = true;
        }
    }

    /// <summary>A slot waits for its first picture of the layer, however fresh the last keyframe is: it missed that one.</summary>
    public void WantNext() => _wanted = true;

    /// <summary>The keyframe came.</summary>
    public void OnKeyframe(long nowUs)
    {
        _wanted = false;
        _lastKeyframeUs = nowUs;
    }

    /// <summary>Whether to send a request now; says so once per interval.</summary>
    public bool TakeDue(long nowUs)
    {
        if (!_wanted || nowUs - _lastRequestUs < RepeatUs)
        {
            return false;
        }

        _lastRequestUs = nowUs;
        Sent++;
        return true;
    }
}
