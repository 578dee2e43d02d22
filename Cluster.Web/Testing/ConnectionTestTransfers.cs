using System.Globalization;
using System.Security.Cryptography;
using Cluster.Web.Api;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Cluster.Web.Testing;

/// <summary>Sends bytes to a browser and takes bytes from one, so that it can measure how fast they go.</summary>
internal sealed class ConnectionTestTransfers(ConnectionTestBudget budget, ApiRates rates, TimeProvider time)
{
    /// <summary>Bytes of one transfer.</summary>
    public const int BytesMax = 4 << 20;

    private const int ChunkBytes = 64 << 10;

    /// <summary>A transfer that takes longer measures nothing.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    /// <summary>What no proxy on the way can make smaller.</summary>
    private static readonly byte[] s_noise = RandomNumberGenerator.GetBytes(ChunkBytes);

    /// <summary>Sends as many bytes as <c>bytes</c> says, up to <see cref="BytesMax"/>.</summary>
    public async Task<ApiAnswer> DownAsync(HttpContext context)
    {
        if (!int.TryParse(context.Request.Query["bytes"], NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) || bytes is < 1 or > BytesMax)
        {
            return ApiAnswer.BadRequest($"The parameter bytes must be a whole number from 1 to {BytesMax}.");
        }

        using var turn = await budget.TakeAsync(ClientAddress.Customer(ClientAddress.Of(context)), bytes, context.RequestAborted).ConfigureAwait(false);
        if (turn.Refusal is { } refusal)
        {
            return refusal;
        }

        using var patience = Patience(context);
        context.Response.ContentType = "application/octet-stream";
        context.Response.ContentLength = bytes;
        try
        {
            for (var left = bytes; left > 0; left -= ChunkBytes)
            {
                await context.Response.Body.WriteAsync(s_noise.AsMemory(0, Math.Min(left, ChunkBytes)), patience.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            context.Abort();
        }

        return new ApiAnswer.Sent();
    }

    /// <summary>Takes up to <see cref="BytesMax"/> bytes and forgets them; 204 when the last is there.</summary>
    public async Task UpAsync(HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        var answer = await TakeUpAsync(context).ConfigureAwait(false);
        if (!context.RequestAborted.IsCancellationRequested)
        {
            await answer.SendAsync(context).ConfigureAwait(false);
        }
    }

    private async Task<ApiAnswer> TakeUpAsync(HttpContext context)
    {
        var from = ClientAddress.Customer(ClientAddress.Of(context));
        if (!HttpMethods.IsPost(context.Request.Method))
        {
            context.Response.Headers.Allow = "POST";
            return new ApiAnswer.Refused(StatusCodes.Status405MethodNotAllowed, "method-not-allowed", "This address does not know that method.");
        }

        if (!Signalling.OriginPolicy.IsOwnOrNone(context.Request))
        {
            return new ApiAnswer.Refused(StatusCodes.Status403Forbidden, "origin-refused", "Only pages of this server may do that.");
        }

        if (rates.CountRequest(from) is { } tooMany)
        {
            return tooMany;
        }

        if (context.Request.ContentLength is not (> 0 and <= BytesMax and var length))
        {
            return new ApiAnswer.Refused(StatusCodes.Status413PayloadTooLarge, "bad-request", $"Send from 1 to {BytesMax} bytes and say in Content-Length how many.");
        }

        using var turn = await budget.TakeAsync(from, (int)length, context.RequestAborted).ConfigureAwait(false);
        if (turn.Refusal is { } refusal)
        {
            return refusal;
        }

        context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = BytesMax;
        using var patience = Patience(context);
        try
        {
            var buffer = new byte[ChunkBytes];
            while (await context.Request.Body.ReadAsync(buffer, patience.Token).ConfigureAwait(false) > 0)
            {
            }

            return ApiAnswer.Done;
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException)
        {
            context.Abort();
            return new ApiAnswer.Sent();
        }
    }

    private CancellationTokenSource Patience(HttpContext context)
    {
        var limit = new CancellationTokenSource(s_patience, time);
        context.Response.RegisterForDispose(context.RequestAborted.Register(limit.Cancel));
        return limit;
    }
}
