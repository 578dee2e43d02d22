using System.Globalization;
using System.Net;

namespace Cluster.Media.Tests.Engine;

/// <summary>What a client takes from an answer: where to go, with which credentials, and its slots' SSRCs by mid.</summary>
internal sealed record ClientAnswer(
    string UserFragment, string Password, string Fingerprint, IReadOnlyList<IPEndPoint> Candidates, IReadOnlyDictionary<string, uint> Slots)
{
    public static ClientAnswer Read(string sdp)
    {
        string fragment = "", password = "", fingerprint = "", mid = "";
        var candidates = new List<IPEndPoint>();
        var slots = new Dictionary<string, uint>();
        foreach (var line in sdp.Split("\r\n", StringSplitOptions.RemoveEmptyEntries))
        {
            var value = line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..];
            var words = value.Split(' ');
            if (line.StartsWith("a=ice-ufrag:", StringComparison.Ordinal))
            {
                fragment = value;
            }
            else if (line.StartsWith("a=ice-pwd:", StringComparison.Ordinal))
            {
                password = value;
            }
            else if (line.StartsWith("a=fingerprint:", StringComparison.Ordinal))
            {
                fingerprint = words[1];
            }
            else if (line.StartsWith("a=mid:", StringComparison.Ordinal))
            {
                mid = value;
            }
            else if (line.StartsWith("a=candidate:", StringComparison.Ordinal))
            {
                candidates.Add(new IPEndPoint(IPAddress.Parse(words[4]), int.Parse(words[5], CultureInfo.InvariantCulture)));
            }
            else if (line.StartsWith("a=ssrc:", StringComparison.Ordinal))
            {
                slots.TryAdd(mid, uint.Parse(words[0], CultureInfo.InvariantCulture));
            }
        }

        return new ClientAnswer(fragment, password, fingerprint, candidates, slots);
    }
}
