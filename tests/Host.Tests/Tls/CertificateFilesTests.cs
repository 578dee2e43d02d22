using Cluster.Host.Configuration;
using Cluster.Host.Tls;
using Cluster.Web.Tls;
using Microsoft.Extensions.Logging.Abstractions;

namespace Host.Tests.Tls;

/// <summary>A certificate in files, renewed by somebody who writes them as it comes.</summary>
public sealed class CertificateFilesTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("parley-tls-").FullName;
    private readonly TestAuthority _authority = new();
    private readonly CertificateHolder _holder = new();
    private readonly Written<CertificateFiles> _log = new();
    private readonly TlsSettings _settings;
    private int _changes;

    public CertificateFilesTests() => _settings = new TlsSettings
    {
        CertificateFile = Path.Combine(_directory, "fullchain.pem"),
        KeyFile = Path.Combine(_directory, "privkey.pem"),
    };

    [Fact]
    public void A_renewed_pair_is_taken_up()
    {
        var files = Loaded(out var first);
        files.Look();
        Assert.Same(first, _holder.Current);
        Write(_authority.Sign("meet.example.org"));
        files.Look();
        Assert.NotEqual(first.Fingerprint, _holder.Current!.Fingerprint);
        Assert.Empty(_log.Warnings);
    }

    [Fact]
    public void While_only_one_of_two_is_written_the_old_pair_stays()
    {
        var files = Loaded(out var first);
        var (chain, key) = _authority.Sign("meet.example.org");
        Write(chain, null);
        files.Look();
        Assert.Same(first, _holder.Current);
        Write(null, key[..40]);
        files.Look();
        Assert.Same(first, _holder.Current);
        Write(null, key);
        files.Look();
        Assert.NotEqual(first.Fingerprint, _holder.Current!.Fingerprint);
    }

    [Fact]
    public void A_pair_that_stays_wrong_is_warned_of_once()
    {
        var files = Loaded(out var first);
        Write(_authority.Sign("meet.example.org").Chain, null);
        for (var i = 0; i < 10; i++)
        {
            files.Look();
        }

        Assert.Same(first, _holder.Current);
        Assert.Contains("not the certificate's", Assert.Single(_log.Warnings), StringComparison.Ordinal);
        File.Delete(_settings.KeyFile);
        files.Look();
        Write(_authority.Sign("meet.example.org"));
        files.Look();
        Assert.NotEqual(first.Fingerprint, _holder.Current!.Fingerprint);
    }

    [Fact]
    public void A_link_that_leads_to_another_file_is_a_change()
    {
        var (chain, key) = _authority.Sign("meet.example.org");
        var archive = Directory.CreateDirectory(Path.Combine(_directory, "archive")).FullName;
        File.WriteAllText(Path.Combine(archive, "chain1"), chain);
        File.WriteAllText(Path.Combine(archive, "key1"), key);
        File.CreateSymbolicLink(_settings.CertificateFile, Path.Combine(archive, "chain1"));
        File.CreateSymbolicLink(_settings.KeyFile, Path.Combine(archive, "key1"));
        var files = Load();
        var first = _holder.Current!.Fingerprint;
        (chain, key) = _authority.Sign("meet.example.org");
        File.WriteAllText(Path.Combine(archive, "chain2"), chain);
        File.WriteAllText(Path.Combine(archive, "key2"), key);
        File.Delete(_settings.CertificateFile);
        File.Delete(_settings.KeyFile);
        File.CreateSymbolicLink(_settings.CertificateFile, Path.Combine(archive, "chain2"));
        File.CreateSymbolicLink(_settings.KeyFile, Path.Combine(archive, "key2"));
        files.Look();
        Assert.NotEqual(first, _holder.Current!.Fingerprint);
    }

    [Fact]
    public void At_start_a_wrong_pair_is_a_refusal()
    {
        Write(_authority.Sign("a.example.org").Chain, _authority.Sign("b.example.org").Key);
        Assert.Contains("not the certificate's", Assert.Throws<StartRefusedException>(Load).Message, StringComparison.Ordinal);
        File.Delete(_settings.KeyFile);
        Assert.Contains("cannot be read", Assert.Throws<StartRefusedException>(Load).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1, "ended on")]
    [InlineData(3, "ends on")]
    [InlineData(60, null)]
    public async Task One_that_has_ended_or_soon_will_is_warned_of(int daysLeft, string? said)
    {
        Write(_authority.Sign("meet.example.org", DateTimeOffset.UtcNow.AddDays(daysLeft)));
        await using var certificates = NodeCertificates.Open(_settings, _directory, TimeProvider.System, NullLoggerFactory.Instance);
        if (said is null)
        {
            Assert.Null(certificates.Warning());
        }
        else
        {
            Assert.Contains(said, certificates.Warning(), StringComparison.Ordinal);
        }
    }

    public void Dispose()
    {
        _authority.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private CertificateFiles Loaded(out ServedCertificate first)
    {
        Write(_authority.Sign("meet.example.org"));
        var files = Load();
        first = _holder.Current!;
        return files;
    }

    private CertificateFiles Load()
    {
        var files = new CertificateFiles(_settings, _holder, TimeProvider.System, _log);
        files.Load();
        return files;
    }

    private void Write((string Chain, string Key) pair) => Write(pair.Chain, pair.Key);

    private void Write(string? chain, string? key)
    {
        foreach (var (path, text) in new[] { (_settings.CertificateFile, chain), (_settings.KeyFile, key) })
        {
            if (text is not null)
            {
                File.WriteAllText(path, text);
                // Two writes within the file system's clock tick would look like one.
                File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddMinutes(++_changes));
            }
        }
    }
}
