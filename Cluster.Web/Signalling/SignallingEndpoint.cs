using System.Net;
using Cluster.Web.Accounts;
using Cluster.Web.Api;
using Cluster.Web.Signalling.Protocol;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Cluster.Web.Signalling;

/// <summary>
/// Opens a signalling socket, or says by an HTTP status and a JSON body with a code why not. Everything that can be
/// refused is refused here, before a byte of the protocol is read.
/// </summary>
internal sealed class SignallingEndpoint(
    EdgeGate gate, WebSettings web, SocketCensus census, SignallingCounters counters, TimeProvider time, ILogger<SignallingEndpoint> log,
    IAccountOfRequest? accounts = null)
{
    private readonly OriginPolicy _origins = new([.. web.AllowedOrigins, .. web.Addresses]);
    private readonly SignallingSettings _settings = web.Signalling with { Addresses = web.Addresses };

    /// <summary>Serves one request.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        var address = ClientAddress.Customer(ClientAddress.Of(context));
        if (Refusal(context, out var edge) is { } refusal)
        {
            await RefuseAsync(context, address, refusal).ConfigureAwait(false);
            return;
        }

        if (census.TryEnter(address) is { } full)
        {
            await RefuseAsync(context, address, new(StatusCodes.Status503ServiceUnavailable, full, "Too many connections are open. Try again in a minute.")).ConfigureAwait(false);
            return;
        }

        try
        {
            var account = accounts is null ? null : await accounts.FindAsync(context).ConfigureAwait(false);
            var wanted = context.WebSockets.WebSocketRequestedProtocols;
            using var socket = await context.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext
            {
                SubProtocol = wanted.Count > 0 ? ProtocolVersion.Subprotocol : null,
                KeepAliveInterval = _settings.KeepAliveInterval,
                KeepAliveTimeout = _settings.KeepAliveTimeout,
            }).ConfigureAwait(false);
            await new SignallingSocket(socket, new SocketOrigin(address, AgentWords.Of(context.Request.Headers.UserAgent)), account, _settings, counters, census, time, log)
                .RunAsync(edge!.Participants, edge.Connections, context.Abort, context.RequestAborted).ConfigureAwait(false);
        }
        finally
        {
            census.Leave(address);
        }
    }

    private UpgradeRefusal? Refusal(HttpContext context, out OpenEdge? edge)
    {
        edge = null;
        if (!context.WebSockets.IsWebSocketRequest)
        {
            return new(StatusCodes.Status426UpgradeRequired, "websocket-required", "This address speaks WebSocket only.");
        }

        if (!_origins.Allows(context.Request))
        {
            return new(StatusCodes.Status403Forbidden, "origin-refused", "Pages of this origin may not connect: see parley.web.allowed-origins.");
        }

        var wanted = context.WebSockets.WebSocketRequestedProtocols;
        if (wanted.Count > 0 && !wanted.Contains(ProtocolVersion.Subprotocol))
        {
            return new(StatusCodes.Status400BadRequest, RefusalCode.UnsupportedVersion, $"The only subprotocol is {ProtocolVersion.Subprotocol}.");
        }

        return gate.TryEnter(out edge)
            ? null
            : new(StatusCodes.Status503ServiceUnavailable, "not-ready", "The server is starting or stopping. Try again in a moment.");
    }

    private async Task RefuseAsync(HttpContext context, IPAddress address, UpgradeRefusal refusal)
    {
        counters.UpgradeRefused(refusal.Code);
        SignallingLog.UpgradeRefused(log, address, refusal.Code);
        context.Response.StatusCode = refusal.Status;
        await context.Response.WriteAsJsonAsync(new ApiError(refusal.Code, refusal.Message), ApiJson.Default.ApiError).ConfigureAwait(false);
    }

    private sealed record UpgradeRefusal(int Status, string Code, string Message);
}
