using System.Security.Cryptography;
using System.Text;
using Cluster.Host.Tls;
using Cluster.Host.Tls.Acme;

namespace Host.Tests.Acme;

/// <summary>Answers to an authority's questions, on every node, and to no other question.</summary>
public sealed class ChallengesTests : IDisposable
{
    private readonly TestStore _store = new();
    private readonly ShiftedTime _time = new(TimeSpan.Zero);

    [Fact]
    public async Task Another_node_answers_and_nobody_when_it_is_over()
    {
        var (one, other) = (new Challenges(_time), new Challenges(_time));
        one.Attach(_store.Vault(_time));
        Assert.Null(await other.FindHttpAsync("token"));
        other.Attach(_store.Vault(_time));
        await one.PutUpAsync(ChallengeKind.Http01, "meet.example.org", "token-1_x", "token-1_x.print");
        await one.PutUpAsync(ChallengeKind.TlsAlpn01, "meet.example.org", "token2", "token2.print");
        Assert.Equal("token-1_x.print", await other.FindHttpAsync("token-1_x"));
        using (var proof = await other.FindTlsAsync("Meet.example.org"))
        {
            var digest = proof!.Extensions["1.3.6.1.5.5.7.1.31"]!;
            Assert.True(digest.Critical);
            Assert.Equal([4, 32, .. SHA256.HashData(Encoding.ASCII.GetBytes("token2.print"))], digest.RawData);
        }

        Assert.Null(await other.FindHttpAsync("token2"));
        Assert.Null(await other.FindTlsAsync("other.example.org"));
        await one.TakeDownAsync(ChallengeKind.Http01, "meet.example.org", "token-1_x");
        await one.TakeDownAsync(ChallengeKind.TlsAlpn01, "meet.example.org", "token2");
        Assert.Null(await other.FindHttpAsync("token-1_x"));
        Assert.Null(await other.FindTlsAsync("meet.example.org"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("../x")]
    [InlineData("a b")]
    [InlineData("tok\u0000en")]
    [InlineData("tökén")]
    public async Task What_is_no_token_has_no_answer(string token)
    {
        var challenges = new Challenges(_time);
        challenges.Attach(_store.Vault(_time));
        Assert.Null(await challenges.FindHttpAsync(token));
        Assert.Null(await challenges.FindHttpAsync(new string('a', 10_000)));
    }

    [Fact]
    public async Task What_a_dead_node_left_is_swept_and_secrets_are_sealed()
    {
        var vault = _store.Vault(_time);
        await vault.WriteAnswerAsync("http/old", "old.print");
        _time.By = TimeSpan.FromHours(2);
        await vault.WriteAnswerAsync("http/new", "new.print");
        await vault.RemoveOldAnswersAsync();
        Assert.Equal("http/new", Assert.Single(await _store.Table(_time).ListAsync("acme-challenge")).Id);
        using var account = await vault.OpenAccountAsync(new Uri("https://ca.example/directory"));
        using var again = await _store.Vault(_time).OpenAccountAsync(new Uri("https://ca.example/directory"));
        Assert.Equal(account.Thumbprint, again.Thumbprint);
        Assert.DoesNotContain("PRIVATE KEY", Assert.Single(await _store.Table(_time).ListAsync("acme-account")).Value, StringComparison.Ordinal);
        // A box with another key: as if there were none, and not a fault.
        using var elsewhere = new TestStore();
        Assert.Null(await elsewhere.Vault(_time).ReadCertificateAsync(["meet.example.org"]));
    }

    public void Dispose() => _store.Dispose();
}
