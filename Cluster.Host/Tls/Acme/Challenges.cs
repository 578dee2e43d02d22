using System.Security.Cryptography.X509Certificates;
using Cluster.Web.Tls;

namespace Cluster.Host.Tls.Acme;

/// <summary>
/// The answers to an authority's questions, put up by the node that ordered and found by whichever node is asked. Before
/// the store is open nobody has asked for anything.
/// </summary>
internal sealed class Challenges(TimeProvider time) : IChallengeAnswers
{
    /// <summary>Tokens are base64url of at least 128 bits (RFC 8555 section 8.3); a longer text is no token.</summary>
    private const int TokenCharsMax = 256;

    /// <summary>Questions looked up at once: strangers may ask anything, and the database has other work.</summary>
    private const int LookupsMax = 16;

    private int _lookups;

    private volatile CertificateVault? _vault;

    /// <summary>The store is open.</summary>
    public void Attach(CertificateVault vault) => _vault = vault;

    /// <summary>Answers from now on.</summary>
    public Task PutUpAsync(ChallengeKind kind, string name, string token, string answer) => Vault.WriteAnswerAsync(Id(kind, name, token), answer);

    /// <summary>Answers no more.</summary>
    public Task TakeDownAsync(ChallengeKind kind, string name, string token) => Vault.RemoveAnswerAsync(Id(kind, name, token));

    /// <inheritdoc/>
    public Task<string?> FindHttpAsync(string token) =>
        token.Length is > 0 and <= TokenCharsMax && token.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
            ? FindAsync(Id(ChallengeKind.Http01, "", token))
            : Task.FromResult<string?>(null);

    /// <inheritdoc/>
    public async Task<X509Certificate2?> FindTlsAsync(string name) =>
        name.Length <= 253 && await FindAsync(Id(ChallengeKind.TlsAlpn01, name.ToLowerInvariant(), "")).ConfigureAwait(false) is { } answer
            ? ProofCertificate.Make(name.ToLowerInvariant(), answer, time.GetUtcNow())
            : null;

    private CertificateVault Vault => _vault ?? throw new InvalidOperationException("Nothing is ordered before the store is open.");

    private async Task<string?> FindAsync(string id)
    {
        try
        {
            return Interlocked.Increment(ref _lookups) <= LookupsMax && _vault is { } vault
                ? await vault.ReadAnswerAsync(id).ConfigureAwait(false)
                : null;
        }
        catch (System.Data.Common.DbException)
        {
            // The authority asks several times; the database will have come back by then or the order fails in words.
            return null;
        }
        finally
        {
            Interlocked.Decrement(ref _lookups);
        }
    }

    /// <summary>By HTTP the token is what is asked for, by TLS the name.</summary>
    private static string Id(ChallengeKind kind, string name, string token) => kind == ChallengeKind.Http01 ? $"http/{token}" : $"tls/{name}";
}
