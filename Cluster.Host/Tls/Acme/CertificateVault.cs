using Cluster.Actors.Security;
using Cluster.Actors.Storage;

namespace Cluster.Host.Tls.Acme;

/// <summary>What the nodes of a cluster share of their certificate: account keys, the certificate with its key, answers to challenges, and whose turn it is.</summary>
internal sealed class CertificateVault(SecretTable table, SecretBox box, TimeProvider time)
{
    private const string Accounts = "acme-account";
    private const string Certificates = "acme-certificate";
    private const string Answers = "acme-challenge";
    private const string Turns = "acme-turn";

    /// <summary>An answer nobody took away is from a node that died.</summary>
    private static readonly TimeSpan s_answerLife = TimeSpan.FromHours(1);

    /// <summary>How long a node may take for one order before another may try.</summary>
    private static readonly TimeSpan s_turn = TimeSpan.FromMinutes(15);

    private readonly string _node = Guid.NewGuid().ToString("N");

    /// <summary>The account's key at this authority; a new one when there is none.</summary>
    public async Task<AccountKey> OpenAccountAsync(Uri directory)
    {
        if (await ReadAsync(Accounts, directory.AbsoluteUri).ConfigureAwait(false) is { } pem)
        {
            return AccountKey.Import(pem);
        }

        var key = AccountKey.Create();
        await WriteAsync(Accounts, directory.AbsoluteUri, key.Export()).ConfigureAwait(false);
        return key;
    }

    /// <summary>The certificate for these names, with chain and key, in PEM; null: there is none.</summary>
    public Task<string?> ReadCertificateAsync(IReadOnlyList<string> domains) => ReadAsync(Certificates, Name(domains));

    /// <summary>Keeps a certificate, for every node.</summary>
    public Task WriteCertificateAsync(IReadOnlyList<string> domains, string pem) => WriteAsync(Certificates, Name(domains), pem);

    /// <summary>What answers a challenge; null: nobody asked for one.</summary>
    public Task<string?> ReadAnswerAsync(string id) => ReadAsync(Answers, id);

    /// <summary>Puts up an answer, for every node.</summary>
    public Task WriteAnswerAsync(string id, string answer) => WriteAsync(Answers, id, answer);

    /// <summary>Takes an answer away.</summary>
    public Task RemoveAnswerAsync(string id) => table.RemoveAsync(Answers, id);

    /// <summary>Takes away what nodes that died have left.</summary>
    public async Task RemoveOldAnswersAsync()
    {
        var old = (time.GetUtcNow() - s_answerLife).ToUnixTimeMilliseconds();
        foreach (var answer in (await table.ListAsync(Answers).ConfigureAwait(false)).Where(answer => answer.UpdatedAtMs < old))
        {
            await table.RemoveAsync(Answers, answer.Id).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Takes the turn to order, unless another node has it. Two that come in the same moment may both get it; that costs an
    /// authority one certificate too many and nobody else anything.
    /// </summary>
    public async Task<bool> TryTakeTurnAsync(IReadOnlyList<string> domains)
    {
        var id = Name(domains);
        var held = await table.GetAsync(Turns, id).ConfigureAwait(false);
        if (held is not null && held.Value != _node && held.UpdatedAtMs > (time.GetUtcNow() - s_turn).ToUnixTimeMilliseconds())
        {
            return false;
        }

        await table.PutAsync(Turns, id, _node).ConfigureAwait(false);
        return (await table.GetAsync(Turns, id).ConfigureAwait(false))?.Value == _node;
    }

    /// <summary>Gives the turn back.</summary>
    public Task GiveTurnBackAsync(IReadOnlyList<string> domains) => table.RemoveAsync(Turns, Name(domains));

    private static string Name(IReadOnlyList<string> domains) => string.Join(',', domains.Order(StringComparer.Ordinal));

    /// <summary>What another key sealed is as good as not there: the data directory was put together from two.</summary>
    private async Task<string?> ReadAsync(string kind, string id) =>
        await table.GetAsync(kind, id).ConfigureAwait(false) is { } stored ? box.Unprotect(stored.Value, kind) : null;

    private Task WriteAsync(string kind, string id, string text) => table.PutAsync(kind, id, box.Protect(text, kind));
}
