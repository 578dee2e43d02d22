using System.Net;
using Cluster.Media;
using Cluster.Web.Api;
using Microsoft.AspNetCore.Http;

namespace Cluster.Web.Testing;

/// <summary>
/// Throw-away endpoints: a browser connects to one as it would in a meeting, on the same port and with the same keys, and
/// sees whether UDP gets through. Each has a bridge of its own, where nobody else is, and lives for seconds.
/// </summary>
internal sealed class ConnectionTestMedia(TimeProvider time)
{
    /// <summary>Endpoints at once on this node.</summary>
    public const int EndpointsMax = 16;

    /// <summary>Endpoints at once from one address: an office where a few people test together.</summary>
    public const int EndpointsPerAddressMax = 4;

    /// <summary>How long an endpoint lives.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromSeconds(15);

    private readonly Lock _gate = new();
    private readonly Dictionary<IPAddress, int> _open = [];

    private static readonly ApiAnswer s_tooMany = new ApiAnswer.Refused(
        StatusCodes.Status429TooManyRequests, "too-many-tests", "Others test their connection at this moment. Try again in a few seconds.", 5_000);

    /// <summary>Answers an offer with one audio m-line.</summary>
    public async Task<ApiAnswer> AnswerAsync(IMediaPlane media, IPAddress from, string sdp)
    {
        if (AudioMid(sdp) is not { } mid)
        {
            return new ApiAnswer.Refused(StatusCodes.Status400BadRequest, "sdp-malformed", "The offer has no m-line for audio with a mid.");
        }

        if (!TryEnter(from))
        {
            return s_tooMany;
        }

        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (media.OpenBridge(happened => EndWhenLost(happened, ended)) is not { } bridge)
        {
            Leave(from);
            return s_tooMany;
        }

        var result = await media.NegotiateAsync(new EndpointOffer(new EndpointId(bridge, 1), sdp, [], [new SlotBinding(mid, SlotUse.Speech)])).ConfigureAwait(false);
        if (result is not NegotiationResult.Answered answered)
        {
            Close(media, bridge, from);
            var refused = (NegotiationResult.Refused)result;
            return new ApiAnswer.Refused(StatusCodes.Status400BadRequest, refused.Code, refused.Message);
        }

        _ = CloseLaterAsync(media, bridge, from, ended.Task);
        return ApiAnswer.Ok(new ConnectionTestSdp(answered.Sdp), ConnectionTestJson.Default.ConnectionTestSdp);
    }

    /// <summary>The mid of the first m-line for audio (RFC 5888 section 4); null: there is none. Everything else of the offer the media plane reads.</summary>
    internal static string? AudioMid(string sdp)
    {
        var inAudio = false;
        foreach (var range in sdp.AsSpan().Split('\n'))
        {
            var line = sdp.AsSpan(range).TrimEnd('\r');
            if (line.StartsWith("m="))
            {
                inAudio = line.StartsWith("m=audio ");
            }
            else if (inAudio && line.StartsWith("a=mid:"))
            {
                return line[6..].ToString();
            }
        }

        return null;
    }

    private static void EndWhenLost(MediaEvent happened, TaskCompletionSource ended)
    {
        if (happened is MediaEvent.EndpointLost or MediaEvent.BridgeLost)
        {
            ended.TrySetResult();
        }
    }

    private async Task CloseLaterAsync(IMediaPlane media, BridgeId bridge, IPAddress from, Task ended)
    {
        using var stop = new CancellationTokenSource();
        await Task.WhenAny(ended, Task.Delay(Life, time, stop.Token)).ConfigureAwait(false);
        await stop.CancelAsync().ConfigureAwait(false);
        Close(media, bridge, from);
    }

    private void Close(IMediaPlane media, BridgeId bridge, IPAddress from)
    {
        media.CloseBridge(bridge);
        Leave(from);
    }

    private bool TryEnter(IPAddress from)
    {
        lock (_gate)
        {
            var here = _open.GetValueOrDefault(from);
            if (here >= EndpointsPerAddressMax || _open.Values.Sum() >= EndpointsMax)
            {
                return false;
            }

            _open[from] = here + 1;
            return true;
        }
    }

    private void Leave(IPAddress from)
    {
        lock (_gate)
        {
            if (--_open[from] == 0)
            {
                _open.Remove(from);
            }
        }
    }
}
