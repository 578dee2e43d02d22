using System.Runtime.Versioning;
using Host.Tests.Tls;

namespace Host.Tests.Doctor;

/// <summary>What <c>parley doctor</c> says of certificates that are not as they should be.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class CertificateTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("parley-doctor-").FullName;
    private readonly TestAuthority _authority = new();

    [Fact]
    public async Task One_that_ended_fails_and_a_key_that_others_read_is_warned_of()
    {
        var run = (await RunAsync("meet.example.org", DateTimeOffset.UtcNow.AddDays(-1), "https://meet.example.org")).Fails("certificate", "name");
        Assert.Contains(run.Of("certificate"), finding => finding.Contains("ended on", StringComparison.Ordinal));
        Assert.Contains(run.Of("certificate"), finding => finding.StartsWith("warn: ", StringComparison.Ordinal) && finding.Contains("can be read or written by others", StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_for_another_name_fails()
    {
        var run = (await RunAsync("meet.example.org", null, "https://localhost")).Fails("certificate");
        Assert.Contains(run.Of("certificate"), finding => finding.Contains("is not for localhost", StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_that_ends_soon_and_that_nobody_here_trusts_is_warned_of()
    {
        var run = (await RunAsync("localhost", DateTimeOffset.UtcNow.AddDays(3), "https://localhost")).Fails();
        Assert.Contains(run.Of("certificate"), finding => finding.StartsWith("warn: ", StringComparison.Ordinal) && finding.Contains("ends in 2 days", StringComparison.Ordinal));
        Assert.Contains(run.Of("certificate"), finding => finding.Contains("would not trust", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_nodes_certificate_of_another_authority_fails()
    {
        var (mine, other) = (Path.Combine(_data, "mine"), Path.Combine(_data, "other"));
        Cluster.Host.Commands.Clusters.CertificateFolder.Make(mine, ["127.0.0.1"], DateTimeOffset.UtcNow.AddYears(-2).AddDays(10));
        Cluster.Host.Commands.Clusters.CertificateFolder.Make(other, ["127.0.0.1"], DateTimeOffset.UtcNow);
        var run = (await NodeAsync(mine, mine)).Fails();
        Assert.Contains("ends in 9 days", Assert.Single(run.Of("cluster-certificate")), StringComparison.Ordinal);
        run = (await NodeAsync(mine, other)).Fails("cluster-certificate");
        Assert.Contains("is not from the authority", run.Of("cluster-certificate")[0], StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _authority.Dispose();
        Directory.Delete(_data, recursive: true);
    }

    private Task<DoctorRun> NodeAsync(string certificate, string authority) => DoctorRun.OfAsync(
        "--data", _data, "--urls", "http://127.0.0.1:0", "--media-port", "0",
        "--set", $"parley.cluster.certificate-file={certificate}/127.0.0.1.pem", "--set", $"parley.cluster.key-file={certificate}/127.0.0.1.key", "--set", $"parley.cluster.ca-file={authority}/ca.pem");

    private async Task<DoctorRun> RunAsync(string name, DateTimeOffset? end, string publicUrl)
    {
        var (chain, key) = _authority.Sign(name, end);
        var (chainFile, keyFile) = (Path.Combine(_data, "chain.pem"), Path.Combine(_data, "key.pem"));
        await File.WriteAllTextAsync(chainFile, chain);
        await File.WriteAllTextAsync(keyFile, key);
        File.SetUnixFileMode(keyFile, UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        return await DoctorRun.OfAsync(
            "--data", _data, "--urls", "https://127.0.0.1:0", "--media-port", "0", "--tls-cert", chainFile, "--tls-key", keyFile, "--set", $"parley.web.public-url={publicUrl}");
    }
}
