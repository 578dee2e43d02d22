using System.Security.Cryptography.X509Certificates;
using Cluster.Host.Tls;

namespace Host.Tests.Tls;

/// <summary>The certificate of our own: the same after a restart, for this machine's names, its key for its owner alone.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class SelfSignedFileTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("parley-tls-").FullName;

    [Fact]
    public void It_stays_the_same_over_restarts()
    {
        var first = SelfSignedFile.Open(_data, TimeProvider.System);
        Assert.True(first.IsSelfSigned);
        Assert.Equal(first.Fingerprint, SelfSignedFile.Open(_data, TimeProvider.System).Fingerprint);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Assert.Single(Directory.GetFiles(_data))));
        var names = first.Leaf.Extensions.OfType<X509SubjectAlternativeNameExtension>().Single();
        Assert.Contains("localhost", names.EnumerateDnsNames());
        Assert.Contains(System.Net.IPAddress.Loopback, names.EnumerateIPAddresses());
        Assert.Contains(System.Net.IPAddress.IPv6Loopback, names.EnumerateIPAddresses());
        Assert.Equal(256, first.Leaf.GetECDsaPublicKey()!.KeySize);
    }

    [Fact]
    public void It_is_made_anew_before_it_ends_and_when_it_is_damaged()
    {
        var first = SelfSignedFile.Open(_data, TimeProvider.System);
        var later = SelfSignedFile.Open(_data, new ShiftedTime(TimeSpan.FromDays(390)));
        Assert.NotEqual(first.Fingerprint, later.Fingerprint);
        File.WriteAllText(Assert.Single(Directory.GetFiles(_data)), "-----BEGIN CERTIFICATE-----\nAAAA");
        Assert.NotEqual(later.Fingerprint, SelfSignedFile.Open(_data, TimeProvider.System).Fingerprint);
    }

    public void Dispose() => Directory.Delete(_data, recursive: true);
}
