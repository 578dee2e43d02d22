using System.Diagnostics;
using Cluster.Actors.Accounts;
using Cluster.Web.Api;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Cluster.Web.Accounts;

/// <summary>
/// One-time links: looking at one and setting a password with it. The token comes in the body, so that no log of
/// addresses holds it, and looking uses nothing up, so that a mail program that follows links does no harm.
/// </summary>
internal sealed class LinkEndpoints(MeView me, SignInService sessions, ApiRates rates, ILogger<LinkEndpoints> log)
{
    /// <summary>Maps <c>/api/v1/links/look</c> and <c>/api/v1/links/use</c>.</summary>
    public void Map(ApiRoutes routes)
    {
        routes.Map("/api/v1/links/look", ("POST", LookAsync));
        routes.Map("/api/v1/links/use", ("POST", UseAsync));
    }

    private async Task<ApiAnswer> LookAsync(HttpContext context, ControlPlane control)
    {
        if (rates.CountAttempt(ClientAddress.Customer(ClientAddress.Of(context))) is { } tooMany)
        {
            return tooMany;
        }

        var (body, refusal) = await ApiBody.ReadAsync(context, AccountsJson.Default.LinkLookRequest).ConfigureAwait(false);
        if (refusal is not null)
        {
            return refusal;
        }

        return await GuardedAsync(context, control, accounts => accounts.LookAtLinkAsync(body!.Token)).ConfigureAwait(false) switch
        {
            AccountReply.LinkFound found => ApiAnswer.Ok(
                new LinkView(found.Identity.Login, found.Identity.Name, found.Purpose, found.ExpiresAtMs, control.Settings.AccountPasswordCharsMin),
                AccountsJson.Default.LinkView),
            AccountReply.Refused refused => Refuse(context, refused),
            var other => throw new UnreachableException($"{other.GetType().Name} answers no look at a link."),
        };
    }

    private async Task<ApiAnswer> UseAsync(HttpContext context, ControlPlane control)
    {
        if (rates.CountAttempt(ClientAddress.Customer(ClientAddress.Of(context))) is { } tooMany)
        {
            return tooMany;
        }

        var (body, refusal) = await ApiBody.ReadAsync(context, AccountsJson.Default.LinkUseRequest).ConfigureAwait(false);
        if (refusal is not null)
        {
            return refusal;
        }

        using var turn = await rates.TurnAsync(context.RequestAborted).ConfigureAwait(false);
        if (!turn.IsAcquired)
        {
            return ApiRates.Busy;
        }

        switch (await GuardedAsync(context, control, accounts => accounts.UseLinkAsync(body!.Token, body.Password)).ConfigureAwait(false))
        {
            case AccountReply.Verified verified:
                await sessions.SignInAsync(context, control, verified.Identity, "link").ConfigureAwait(false);
                return await me.AnswerAsync(control, verified.Identity).ConfigureAwait(false);
            case AccountReply.Refused refused:
                return Refuse(context, refused);
            case var other:
                throw new UnreachableException($"{other.GetType().Name} answers no use of a link.");
        }
    }

    /// <summary>Whoever makes up tokens is slowed down like whoever makes up passwords.</summary>
    private static async Task<AccountReply> GuardedAsync(HttpContext context, ControlPlane control, Func<AccountDirectory, Task<AccountReply>> ask)
    {
        var address = ClientAddress.Of(context);
        if (control.Guard.Enter(address) is { } wait)
        {
            return new AccountReply.Refused("too-many-attempts", "Too many links from your address were wrong. Try again later.", (int)wait.TotalMilliseconds);
        }

        var reply = await ask(control.Accounts).ConfigureAwait(false);
        if (reply is not AccountReply.Refused { Code: "link-unknown" })
        {
            control.Guard.Forgive(address);
        }

        return reply;
    }

    private ApiAnswer Refuse(HttpContext context, AccountReply.Refused refused)
    {
        AccountLog.LinkRefused(log, ClientAddress.Region(ClientAddress.Of(context)), refused.Code);
        return AccountRefusal.Of(refused);
    }
}
