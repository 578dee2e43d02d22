using System.Net;
using Cluster.Host.Serving;
using Cluster.Host.Tls;
using Cluster.Host.Tls.Acme;
using Cluster.Web;
using Cluster.Web.Tls;
using Microsoft.Extensions.Logging.Abstractions;

namespace Host.Tests.Acme;

/// <summary>Certificates from a real ACME server, which really comes and looks.</summary>
public sealed class PebbleTests : IAsyncLifetime, IDisposable
{
    private static readonly string[] s_domains = ["meet.example.org", "talk.example.org"];

    private readonly TestStore _store = new();
    private readonly ShiftedTime _time = new(TimeSpan.Zero);
    private readonly CertificateHolder _holder = new();
    private readonly Written<CertificateKeeper> _log = new();
    private readonly List<string> _said = [];
    private Challenges _challenges = null!;
    private PebbleServer _pebble = null!;
    private WebServer _web = null!;

    public async Task InitializeAsync()
    {
        _challenges = new Challenges(_time);
        _holder.Challenges = _challenges;
        // The node that is asked need not be the one that ordered: it has the store and nothing else.
        _challenges.Attach(_store.Vault(_time));
        var (http, tls) = (PebbleServer.FreePort(), PebbleServer.FreePort());
        _web = await WebServer.StartAsync(
            new WebSettings { Urls = [new($"http://127.0.0.1:{http}"), new($"https://127.0.0.1:{tls}")], Domains = s_domains },
            true, new EdgeGate(),
            _holder,
            TimeSpan.FromSeconds(2),
            NullLoggerFactory.Instance);
        _pebble = await PebbleServer.StartAsync(http, tls);
    }

    [Theory]
    [InlineData(nameof(ChallengeKind.Http01))]
    [InlineData(nameof(ChallengeKind.TlsAlpn01))]
    public async Task It_is_obtained_renewed_and_shared(string kind)
    {
        using var http = Authority.Connect(_pebble.CaFile, "test");
        var keeper = Keeper(http, Enum.Parse<ChallengeKind>(kind), _holder);
        Assert.False(await keeper.OpenAsync());
        Assert.True(_holder.Current!.IsSelfSigned);

        await keeper.LookAsync(CancellationToken.None);
        Assert.Empty(_log.Warnings);
        var first = _holder.Current;
        Assert.False(first.IsSelfSigned);
        Assert.NotEmpty(first.Context.IntermediateCertificates);
        Assert.Contains(string.Join(", ", s_domains), Assert.Single(_said), StringComparison.Ordinal);

        // Nothing is due, so nothing is ordered.
        await keeper.LookAsync(CancellationToken.None);
        Assert.Same(first, _holder.Current);

        // Another node takes it up.
        var elsewhere = new CertificateHolder();
        var other = Keeper(http, Enum.Parse<ChallengeKind>(kind), elsewhere);
        Assert.True(await other.OpenAsync());
        Assert.Equal(first.Fingerprint, elsewhere.Current!.Fingerprint);

        // Two thirds of its life later a new one takes its place, with a key of its own, and the other node has that too.
        _time.By = RenewalInfo.TwoThirds(first.Leaf) - DateTimeOffset.UtcNow + TimeSpan.FromMinutes(1);
        await keeper.LookAsync(CancellationToken.None);
        Assert.Empty(_log.Warnings);
        Assert.NotEqual(first.Fingerprint, _holder.Current.Fingerprint);
        Assert.NotEqual(first.Leaf.GetPublicKeyString(), _holder.Current.Leaf.GetPublicKeyString());
        await other.OpenAsync();
        Assert.Equal(_holder.Current.Fingerprint, elsewhere.Current.Fingerprint);
        Assert.Empty(await _store.Table(_time).ListAsync("acme-challenge"));
    }

    [Fact]
    public async Task Where_it_cannot_look_it_says_so_in_words_and_is_left_alone_for_a_while()
    {
        await _web.DisposeAsync();
        using var http = Authority.Connect(_pebble.CaFile, "test");
        var keeper = Keeper(http, ChallengeKind.Http01, _holder, ChallengeKind.TlsAlpn01);
        await keeper.LookAsync(CancellationToken.None);
        var warning = Assert.Single(_log.Warnings);
        Assert.Matches("could not connect to (meet|talk)\\.example\\.org on TCP port 80", warning);
        Assert.Matches("(meet|talk)\\.example\\.org on TCP port 443", warning);
        Assert.Contains("Next try in 2 m", warning, StringComparison.Ordinal);
        Assert.True(_holder.Current!.IsSelfSigned);
        await keeper.LookAsync(CancellationToken.None);
        Assert.Single(_log.Warnings);
        _time.By += BackOff.First;
        await keeper.LookAsync(CancellationToken.None);
        Assert.Equal(2, _log.Warnings.Count);
        Assert.Contains("Next try in 4 m", _log.Warnings[1], StringComparison.Ordinal);
        Assert.Empty(await _store.Table(_time).ListAsync("acme-challenge"));
    }

    [Fact]
    public async Task An_authority_that_is_not_trusted_is_not_talked_to()
    {
        using var http = Authority.Connect("", "test");
        await Keeper(http, ChallengeKind.Http01, _holder).LookAsync(CancellationToken.None);
        Assert.Contains("cannot be reached", Assert.Single(_log.Warnings), StringComparison.Ordinal);
        Assert.Contains("parley.tls.acme-ca-file", _log.Warnings[0], StringComparison.Ordinal);
    }

    public async Task DisposeAsync()
    {
        await _web.DisposeAsync();
        await _pebble.DisposeAsync();
    }

    public void Dispose() => _store.Dispose();

    private CertificateKeeper Keeper(HttpClient http, ChallengeKind kind, CertificateHolder holder, params ChallengeKind[] more) => new(
        new TlsSettings { Domains = s_domains, AcmeDirectory = _pebble.Address, AcmeEmail = "admin@example.org", AcmeChallenges = [kind, .. more] },
        holder,
        _challenges,
        _store.Vault(_time),
        http,
        _time,
        _log)
    {
        Say = _said.Add,
    };
}
