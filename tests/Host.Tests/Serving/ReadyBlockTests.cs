using System.Net;
using Cluster.Host.Serving;
using Cluster.Media;
using Cluster.Web;

namespace Host.Tests.Serving;

/// <summary>What a node says once it is ready.</summary>
public sealed class ReadyBlockTests
{
    [Theory]
    [InlineData("udp 192.0.2.10:10000  udp [2001:db8::5]:10000", 10_000)]
    [InlineData("udp 192.0.2.10:10000-10002  udp [2001:db8::5]:10000-10002", 10_000, 10_001, 10_002)]
    [InlineData("udp 192.0.2.10:20000,20007,30000  udp [2001:db8::5]:20000,20007,30000", 20_000, 20_007, 30_000)]
    public void Each_address_is_named_once_with_the_ports_of_all_workers(string line, params int[] ports)
    {
        IPEndPoint[] candidates = [.. ports.SelectMany(port =>
            new[] { new IPEndPoint(IPAddress.Parse("192.0.2.10"), port), new IPEndPoint(IPAddress.Parse("2001:db8::5"), port) })];
        var block = ReadyBlock.Write(
            new WebSettings(), ["http://127.0.0.1:8080"], null, "data", new MediaPlaneInfo(candidates, "AA", ports.Length), [], TimeSpan.FromSeconds(1));
        Assert.Contains($"Media  {line}  (detected)", block, StringComparison.Ordinal);
    }
}
