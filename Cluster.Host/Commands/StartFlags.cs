using System.CommandLine;
using Cluster.Host.Configuration;

namespace Cluster.Host.Commands;

/// <summary>The flags of a node's start, each a setting's short name: what serves takes them, and what looks after a node that is set up by them.</summary>
internal sealed class StartFlags
{
    private readonly Option<string?> _data = new("--data") { HelpName = "DIR", Description = "Where everything that lasts is kept [default: ~/.local/share/parley]" };
    private readonly Option<string[]> _urls = Many("--urls", "URL", "Where to listen, http or https; several after commas or by repeating [default: http://127.0.0.1:8080, with a certificate https://*:443 and http://*:80]");
    private readonly Option<string[]> _domain = Many("--domain", "NAME", "Name people reach this server by: obtains and renews a certificate for it by ACME; repeatable");
    private readonly Option<string?> _tlsCert = new("--tls-cert") { HelpName = "FILE", Description = "Certificate with its chain (PEM); read again when it changes" };
    private readonly Option<string?> _tlsKey = new("--tls-key") { HelpName = "FILE", Description = "The certificate's private key (PEM)" };
    private readonly Option<string?> _tls = new("--tls") { HelpName = "MODE", Description = "self-signed: a certificate of our own, for trying in a local network; off: plain HTTP" };
    private readonly Option<string?> _acmeDirectory = new("--acme-directory") { HelpName = "URL", Description = "The certificate authority [default: Let's Encrypt]" };
    private readonly Option<string?> _acmeEmail = new("--acme-email") { HelpName = "ADDR", Description = "Where the certificate authority may write to [default: none]" };
    private readonly Option<string?> _database = new("--database") { HelpName = "URL", Description = "postgres://user:password@host:port/name, which several nodes can share [default: SQLite in the data directory]" };
    private readonly Option<string?> _clusterHost = new("--cluster-host") { HelpName = "ADDR", Description = "Address at which other nodes reach this one [default: 127.0.0.1]" };
    private readonly Option<string?> _clusterPort = new("--cluster-port") { HelpName = "PORT", Description = "TCP port for other nodes; with it the node is for a cluster [default: any free one, and the node is alone]" };
    private readonly Option<string[]> _seed = Many("--seed", "HOST:PORT", "A node to join; the same ones on every node; repeatable");
    private readonly Option<string?> _roles = new("--roles") { HelpName = "ROLES", Description = "What this node does, of web,rooms,media [default: all]" };
    private readonly Option<string?> _mediaPort = new("--media-port") { HelpName = "PORT", Description = "UDP port of the first media worker [default: 10000]" };
    private readonly Option<string[]> _mediaAddress = Many("--media-address", "ADDR", "Address told to clients, one for each IP family; repeatable [default: detected]");
    private readonly Option<string?> _config = new("--config") { HelpName = "FILE", Description = "A HOCON file with settings; hocon/reference.conf has them all" };
    private readonly Option<string[]> _set = Many("--set", "KEY=VALUE", "Sets one setting, such as parley.log.level=debug; repeatable");

    /// <summary>Gives them to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_data, _urls, _domain, _tlsCert, _tlsKey, _tls, _acmeDirectory, _acmeEmail, _database, _clusterHost, _clusterPort, _seed, _roles, _mediaPort, _mediaAddress, _config, _set])
        {
            command.Add(option);
        }
    }

    /// <summary>What was typed.</summary>
    public StartOptions Read(ParseResult parsed) => new()
    {
        ConfigFile = parsed.GetValue(_config),
        Sets = parsed.GetValue(_set) ?? [],
        Data = parsed.GetValue(_data),
        Urls = parsed.GetValue(_urls) ?? [],
        TlsCertificate = parsed.GetValue(_tlsCert),
        TlsKey = parsed.GetValue(_tlsKey),
        Domains = parsed.GetValue(_domain) ?? [],
        Tls = parsed.GetValue(_tls),
        AcmeDirectory = parsed.GetValue(_acmeDirectory),
        AcmeEmail = parsed.GetValue(_acmeEmail),
        Database = parsed.GetValue(_database),
        ClusterHost = parsed.GetValue(_clusterHost),
        ClusterPort = parsed.GetValue(_clusterPort),
        Seeds = parsed.GetValue(_seed) ?? [],
        Roles = parsed.GetValue(_roles),
        MediaPort = parsed.GetValue(_mediaPort),
        MediaAddresses = parsed.GetValue(_mediaAddress) ?? [],
    };

    /// <summary>Whether anything but the data directory was typed.</summary>
    public bool SaysMoreThanData(ParseResult parsed) => Read(parsed) with { Data = null } is var typed
        && (typed.ConfigFile ?? typed.TlsCertificate ?? typed.TlsKey ?? typed.Tls ?? typed.AcmeDirectory ?? typed.AcmeEmail ?? typed.Database ?? typed.ClusterHost
            ?? typed.ClusterPort ?? typed.Roles ?? typed.MediaPort) is not null
        | typed.Sets.Count + typed.Urls.Count + typed.Domains.Count + typed.Seeds.Count + typed.MediaAddresses.Count > 0;

    private static Option<string[]> Many(string name, string helpName, string description) =>
        new(name) { HelpName = helpName, Description = description, Arity = ArgumentArity.OneOrMore, AllowMultipleArgumentsPerToken = false };
}
