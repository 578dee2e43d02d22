using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;

namespace Cluster.Host.Configuration;

/// <summary>
/// Reads a database's address in PostgreSQL's own form (its manual, 34.1.1.2): <c>postgres://user:password@host:port/name</c>,
/// several hosts after commas, and the parameters for TLS. What is wrong with it is said without showing it: there is
/// a password in it.
/// </summary>
internal static partial class DatabaseUrl
{
    private const int DefaultPort = 5432;

    private const string Form = "postgres://user:password@host:port/name, where what has to be encoded in a URL is (a # in a password is %23)";

    /// <summary>What Npgsql is to connect with.</summary>
    /// <exception cref="StartRefusedException">It is no such address.</exception>
    public static NpgsqlConnectionStringBuilder Read(string url)
    {
        var parts = Shape().Match(url);
        if (!parts.Success)
        {
            throw Refusal($"must be {Form}");
        }

        var hosts = parts.Groups["hosts"].Value.Split(',').Select(Host).ToArray();
        var builder = new NpgsqlConnectionStringBuilder
        {
            Host = hosts.Length == 1 ? hosts[0].Name : string.Join(',', hosts.Select(host => $"{host.Name}:{host.Port}")),
            Database = Uri.UnescapeDataString(parts.Groups["name"].Value),
            Username = Uri.UnescapeDataString(parts.Groups["user"].Value),
            SslMode = SslMode.Prefer,
        };
        if (hosts.Length == 1)
        {
            builder.Port = hosts[0].Port;
        }
        else
        {
            // Of a server and its replicas only the one that can be written to is of use.
            builder.TargetSessionAttributes = "primary";
        }

        if (parts.Groups["password"].Value is { Length: > 0 } password)
        {
            builder.Password = Uri.UnescapeDataString(password);
        }

        foreach (var parameter in parts.Groups["query"].Value.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            Take(builder, parameter.Split('=', 2));
        }

        return builder;
    }

    private static (string Name, int Port) Host(string text)
    {
        var host = OneHost().Match(text);
        var port = host.Groups["port"].Value is { Length: > 0 } digits ? int.Parse(digits, CultureInfo.InvariantCulture) : DefaultPort;
        return host.Success && port is > 0 and <= 65_535 ? (host.Groups["name"].Value.Trim('[', ']'), port) : throw Refusal("must name a host and a port from 1 to 65535");
    }

    private static void Take(NpgsqlConnectionStringBuilder builder, string[] parameter)
    {
        var value = parameter.Length == 2 ? Uri.UnescapeDataString(parameter[1]) : "";
        switch (parameter[0])
        {
            case "sslmode":
                builder.SslMode = value switch
                {
                    "disable" => SslMode.Disable,
                    "allow" => SslMode.Allow,
                    "prefer" => SslMode.Prefer,
                    "require" => SslMode.Require,
                    "verify-ca" => SslMode.VerifyCA,
                    "verify-full" => SslMode.VerifyFull,
                    _ => throw Refusal("has an unknown sslmode: it is disable, allow, prefer, require, verify-ca or verify-full"),
                };
                break;
            case "sslrootcert":
                builder.RootCertificate = value;
                break;
            case "sslcert":
                builder.SslCertificate = value;
                break;
            case "sslkey":
                builder.SslKey = value;
                break;
            default:
                throw Refusal("has a parameter that is not known here: sslmode, sslrootcert, sslcert and sslkey are");
        }
    }

    private static StartRefusedException Refusal(string what) =>
        StartRefusedException.ForConfiguration($"The database's address (--database or parley.store.url) {what}.");

    [GeneratedRegex(@"^postgres(ql)?://((?<user>[^:@/?#]+)(:(?<password>[^@/?#]*))?@)?(?<hosts>[^@/?#]+)/(?<name>[^/?#]+)(\?(?<query>[^#]*))?$")]
    private static partial Regex Shape();

    [GeneratedRegex(@"^(?<name>[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(:(?<port>[0-9]{1,5}))?$")]
    private static partial Regex OneHost();
}
