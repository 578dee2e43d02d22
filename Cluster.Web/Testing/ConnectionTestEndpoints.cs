using Cluster.Media;
using Cluster.Web.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Cluster.Web.Testing;

/// <summary>The server's side of the page <c>/test</c>: where media goes, whether it gets there, and how fast bytes go.</summary>
internal sealed class ConnectionTestEndpoints(ConnectionTestMedia media, ConnectionTestTransfers transfers)
{
    /// <summary>Maps <c>/api/v1/test/…</c>.</summary>
    public void Map(ApiRoutes routes, IEndpointRouteBuilder plain)
    {
        routes.Map("/api/v1/test/info", ("GET", InfoAsync));
        routes.Map("/api/v1/test/media", ("POST", MediaAsync));
        routes.Map("/api/v1/test/down", ("GET", (context, _) => transfers.DownAsync(context)));
        // Bytes are no JSON, and change nothing.
        plain.Map("/api/v1/test/up", transfers.UpAsync);
    }

    private static Task<ApiAnswer> InfoAsync(HttpContext context, ControlPlane control)
    {
        var info = control.Services.GetRequiredService<IMediaPlane>().Info;
        return Task.FromResult(ApiAnswer.Ok(
            new ConnectionTestInfo(
                [.. info.Candidates.Select(candidate => candidate.ToString())],
                info.Origin switch { AddressOrigin.Set => "set", AddressOrigin.Stun => "stun", _ => "detected" },
                ClientAddress.Of(context).ToString(),
                context.Request.IsHttps),
            ConnectionTestJson.Default.ConnectionTestInfo));
    }

    private async Task<ApiAnswer> MediaAsync(HttpContext context, ControlPlane control)
    {
        var (offer, refusal) = await ApiBody.ReadAsync(context, ConnectionTestJson.Default.ConnectionTestSdp).ConfigureAwait(false);
        return refusal ?? await media
            .AnswerAsync(control.Services.GetRequiredService<IMediaPlane>(), ClientAddress.Customer(ClientAddress.Of(context)), offer!.Sdp).ConfigureAwait(false);
    }
}
