using System.Data.Common;
using System.Diagnostics;
using System.IdentityModel.Tokens.Jwt;
using System.Text.Json;
using Cluster.Actors.Accounts;
using Cluster.Web.Accounts;
using Cluster.Web.Api;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;

namespace Cluster.Web.Oidc;

/// <summary>
/// From a provider's word to a session of ours. The handler has checked signature, audience, nonce and code by the time
/// this is asked; whatever ends it leads back to the sign-in page with a code.
/// </summary>
internal sealed class OidcSignIn(EdgeGate gate, AccountsSettings settings, SignInService sessions, ILogger<OidcSignIn> log)
{
    private readonly OidcSettings _settings = settings.Oidc ?? new OidcSettings();

    /// <summary>The ID token is good: who issued it for whom, and what it says.</summary>
    public static Task TokenAsync(TokenValidatedContext context)
    {
        var token = context.SecurityToken;
        // With a code the specification lets a token go unsigned (OpenID Connect Core section 3.1.3.7, step 6), and so
        // does the library, whatever the algorithm in its header. We do not.
        if (token.RawSignature is not { Length: > 0 } || !OidcScheme.Algorithms.Contains(token.SignatureAlgorithm, StringComparer.Ordinal))
        {
            context.Fail(new SecurityTokenInvalidSignatureException("The ID token is not signed."));
            return Task.CompletedTask;
        }

        context.HttpContext.Features.Set(new Word(token.Issuer, token.Subject, Payload(token), default));
        return Task.CompletedTask;
    }

    /// <summary>What the user-info address adds; the handler has checked that it is about the same person.</summary>
    public static Task UserInfoAsync(UserInformationReceivedContext context)
    {
        if (context.HttpContext.Features.Get<Word>() is { } word)
        {
            context.HttpContext.Features.Set(word with { UserInfo = context.User.RootElement.Clone() });
        }

        return Task.CompletedTask;
    }

    /// <summary>All is said: an account of ours, a session, and the ticket for our cookie instead of the provider's.</summary>
    public async Task TicketAsync(TicketReceivedContext context)
    {
        var word = context.HttpContext.Features.Get<Word>();
        if (word is not { Issuer.Length: > 0, Subject.Length: > 0 } || !gate.TryEnter(out var edge) || edge!.Services is not { } services)
        {
            End(context, word is null ? OidcRefusal.Failed : OidcRefusal.StorageUnavailable, context.ReturnUri);
            return;
        }

        var (login, name, role) = OidcMapping.Map(_settings, new OidcClaims(word.Token, word.UserInfo), word.Subject);
        if (role is null)
        {
            Refuse(context, OidcRefusal.NotAllowed);
            return;
        }

        try
        {
            var control = new ControlPlane(services);
            switch (await control.Accounts.SignInExternalAsync(word.Issuer, word.Subject, login, name, role.Value).ConfigureAwait(false))
            {
                case AccountReply.Verified verified:
                    (context.Principal, context.Properties) =
                        await sessions.BeginAsync(context.HttpContext, control, verified.Identity, OidcScheme.Name).ConfigureAwait(false);
                    break;
                case AccountReply.Refused { Code: "storage-unavailable" or "try-again" }:
                    Refuse(context, OidcRefusal.StorageUnavailable);
                    break;
                case AccountReply.Refused:
                    Refuse(context, OidcRefusal.NotAllowed);
                    break;
                case var other:
                    throw new UnreachableException($"{other.GetType().Name} answers no sign-in.");
            }
        }
        catch (DbException)
        {
            Refuse(context, OidcRefusal.StorageUnavailable);
        }
    }

    /// <summary>The person or the provider said no.</summary>
    public static Task DeniedAsync(AccessDeniedContext context)
    {
        End(context, OidcRefusal.Denied, context.ReturnUrl);
        return Task.CompletedTask;
    }

    /// <summary>Something between here and there did not fit.</summary>
    public Task FailedAsync(RemoteFailureContext context)
    {
        var cause = context.Failure;
        var code = cause switch
        {
            HttpRequestException or TaskCanceledException => OidcRefusal.Unavailable,
            // The handler has no type for what our own cookies and the state between them say.
            AuthenticationFailureException { InnerException: null } when context.Properties is null || Mentions(cause, "orrelation") => OidcRefusal.Expired,
            _ => OidcRefusal.Failed,
        };
        OidcLog.Failed(log, code, ClientAddress.Region(ClientAddress.Of(context.HttpContext)), Words(cause));
        End(context, code, context.Properties?.RedirectUri);
        return Task.CompletedTask;
    }

    private void Refuse(TicketReceivedContext context, string code)
    {
        OidcLog.Refused(log, ClientAddress.Region(ClientAddress.Of(context.HttpContext)), code);
        End(context, code, context.ReturnUri);
    }

    private static void End(HandleRequestContext<RemoteAuthenticationOptions> context, string code, string? wanted)
    {
        context.Response.Redirect(OidcPaths.Failed(code, wanted));
        context.HandleResponse();
    }

    private static bool Mentions(Exception? cause, string part) => cause?.Message.Contains(part, StringComparison.Ordinal) == true;

    /// <summary>Types and first words: enough to set things right, and no token that a message may quote.</summary>
    internal static string Words(Exception? cause) => cause switch
    {
        null => "no cause was given",
        SecurityTokenException => cause.GetType().Name,
        _ => string.Concat(cause.Message.Split('\n')[0].Take(200)),
    };

    private static JsonElement Payload(JwtSecurityToken token)
    {
        using var document = JsonDocument.Parse(Base64UrlEncoder.DecodeBytes(token.RawPayload));
        return document.RootElement.Clone();
    }

    /// <summary>What the provider has said so far in this request.</summary>
    private sealed record Word(string Issuer, string Subject, JsonElement Token, JsonElement UserInfo);
}
