using Cluster.Actors.Accounts;
using Cluster.Web.Api;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Cluster.Web.Accounts;

/// <summary>Who am I, signing in by password, and signing out.</summary>
internal sealed class SignInEndpoints(MeView me, SignInService sessions, AccountOfRequest requests, ApiRates rates, ILogger<SignInEndpoints> log)
{
    /// <summary>Maps <c>/api/v1/me</c>, <c>/api/v1/sign-in</c> and <c>/api/v1/sign-out</c>.</summary>
    public void Map(ApiRoutes routes)
    {
        routes.Map("/api/v1/me", ("GET", MeAsync));
        routes.Map("/api/v1/sign-in", ("POST", SignInAsync));
        routes.Map("/api/v1/sign-out", ("POST", SignOutAsync));
    }

    private async Task<ApiAnswer> MeAsync(HttpContext context, ControlPlane control)
    {
        var state = await requests.LookAsync(context).ConfigureAwait(false);
        return state.Unknown ? ApiAnswer.StorageUnavailable : await me.AnswerAsync(control, state.Account).ConfigureAwait(false);
    }

    private async Task<ApiAnswer> SignInAsync(HttpContext context, ControlPlane control)
    {
        var address = ClientAddress.Of(context);
        if (rates.CountAttempt(ClientAddress.Customer(address)) is { } tooMany)
        {
            return tooMany;
        }

        var (body, refusal) = await ApiBody.ReadAsync(context, AccountsJson.Default.SignInRequest).ConfigureAwait(false);
        if (refusal is not null)
        {
            return refusal;
        }

        using var turn = await rates.TurnAsync(context.RequestAborted).ConfigureAwait(false);
        if (!turn.IsAcquired)
        {
            return ApiRates.Busy;
        }

        switch (await control.Accounts.VerifyAsync(body!.Login, body.Password, address, context.Request.Host.Host).ConfigureAwait(false))
        {
            case AccountReply.Verified verified:
                await sessions.SignInAsync(context, control, verified.Identity, "password").ConfigureAwait(false);
                return await me.AnswerAsync(control, verified.Identity).ConfigureAwait(false);
            case AccountReply.Refused refused:
                AccountLog.SignInRefused(log, ClientAddress.Region(address), refused.Code);
                return AccountRefusal.Of(refused);
            case var other:
                throw new System.Diagnostics.UnreachableException($"{other.GetType().Name} answers no sign-in.");
        }
    }

    private async Task<ApiAnswer> SignOutAsync(HttpContext context, ControlPlane control)
    {
        await sessions.SignOutAsync(context, control).ConfigureAwait(false);
        return ApiAnswer.Done;
    }
}
