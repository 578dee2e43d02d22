using System.Globalization;
using System.Net;

namespace Cluster.Host.Configuration;

/// <summary>A name of this server in the DNS, as an authority signs it: lower case, letters of other scripts encoded (RFC 5891).</summary>
internal static class DomainName
{
    private static readonly IdnMapping s_idn = new() { UseStd3AsciiRules = true };

    /// <summary>The name; null for an address, a wildcard, a single label, or what is no name.</summary>
    public static string? TryRead(string text)
    {
        if (text.Length is 0 or > 253 || IPAddress.TryParse(text, out _))
        {
            return null;
        }

        try
        {
            var name = s_idn.GetAscii(text.ToLowerInvariant());
            var labels = name.Split('.');
            return labels.Length >= 2 && labels.All(IsLabel) && !labels[^1].All(char.IsAsciiDigit) ? name : null;
        }
        catch (ArgumentException)
        {
            // The framework has no other way of saying that this is no name.
            return null;
        }
    }

    private static bool IsLabel(string label) =>
        label.Length is > 0 and <= 63 && label[0] != '-' && label[^1] != '-' && label.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');
}
