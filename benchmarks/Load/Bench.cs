using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Cluster.Media.Srtp;

namespace Bench.Load;

/// <summary>What every scenario is given.</summary>
internal sealed record Bench(Options Options, Report Report)
{
    /// <summary>How long one reading lasts.</summary>
    public TimeSpan ReadingTime => TimeSpan.FromSeconds(Options.Seconds);

    /// <summary>A number that depends on how much time there is.</summary>
    public int Pick(int quick, int full) => Options.Quick ? quick : full;

    /// <summary>The profiles in the order of preference.</summary>
    public static SrtpProfile[] Profiles => [SrtpProfile.AeadAes128Gcm, SrtpProfile.Aes128CmHmacSha1_80];

    public static string NameOf(SrtpProfile profile) => profile == SrtpProfile.AeadAes128Gcm ? "gcm" : "cm";

    /// <summary>An address of this machine that is not loopback: some servers gather no candidates there. Packets to it stay inside all the same.</summary>
    public static IPAddress? OwnAddress => NetworkInterface.GetAllNetworkInterfaces()
        .Where(face => face.OperationalStatus == OperationalStatus.Up && face.NetworkInterfaceType != NetworkInterfaceType.Loopback)
        .SelectMany(face => face.GetIPProperties().UnicastAddresses)
        .Select(unicast => unicast.Address)
        .FirstOrDefault(address => address.AddressFamily == AddressFamily.InterNetwork);

    /// <summary>The value in the middle.</summary>
    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }
}
