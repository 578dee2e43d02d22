using System.CommandLine;
using Cluster.Host.Configuration;
using Cluster.Host.Serving;

namespace Cluster.Host.Commands;

/// <summary><c>parley serve</c>: its flags, each a setting's short name.</summary>
internal static class ServeCommand
{
    /// <summary>The command under its own name.</summary>
    public static Command Build(string name, string description)
    {
        var command = new Command(name, description);
        AddTo(command);
        return command;
    }

    /// <summary>Gives a command these flags and this action.</summary>
    public static void AddTo(Command command)
    {
        var data = new Option<string?>("--data") { HelpName = "DIR", Description = "Where everything that lasts is kept [default: ~/.local/share/parley]" };
        var urls = Many("--urls", "URL", "Where to listen, http or https; several after commas or by repeating [default: http://127.0.0.1:8080, with a certificate https://*:443 and http://*:80]");
        var tlsCert = new Option<string?>("--tls-cert") { HelpName = "FILE", Description = "Certificate with its chain (PEM); read again when it changes" };
        var tlsKey = new Option<string?>("--tls-key") { HelpName = "FILE", Description = "The certificate's private key (PEM)" };
        var domain = Many("--domain", "NAME", "Name people reach this server by: obtains and renews a certificate for it by ACME; repeatable");
        var tls = new Option<string?>("--tls") { HelpName = "MODE", Description = "self-signed: a certificate of our own, for trying in a local network; off: plain HTTP" };
        var acmeDirectory = new Option<string?>("--acme-directory") { HelpName = "URL", Description = "The certificate authority [default: Let's Encrypt]" };
        var acmeEmail = new Option<string?>("--acme-email") { HelpName = "ADDR", Description = "Where the certificate authority may write to [default: none]" };
        var database = new Option<string?>("--database") { HelpName = "URL", Description = "postgres://user:password@host:port/name, which several nodes can share [default: SQLite in the data directory]" };
        var clusterHost = new Option<string?>("--cluster-host") { HelpName = "ADDR", Description = "Address at which other nodes reach this one [default: 127.0.0.1]" };
        var clusterPort = new Option<string?>("--cluster-port") { HelpName = "PORT", Description = "TCP port for other nodes; with it the node is for a cluster [default: any free one, and the node is alone]" };
        var seed = Many("--seed", "HOST:PORT", "A node to join; the same ones on every node; repeatable");
        var roles = new Option<string?>("--roles") { HelpName = "ROLES", Description = "What this node does, of web,rooms,media [default: all]" };
        var mediaPort = new Option<string?>("--media-port") { HelpName = "PORT", Description = "UDP port of the first media worker [default: 10000]" };
        var mediaAddress = Many("--media-address", "ADDR", "Address told to clients, one for each IP family; repeatable [default: detected]");
        var config = new Option<string?>("--config") { HelpName = "FILE", Description = "A HOCON file with settings; hocon/reference.conf has them all" };
        var set = Many("--set", "KEY=VALUE", "Sets one setting, such as parley.log.level=debug; repeatable");
        foreach (var option in (Option[])[data, urls, domain, tlsCert, tlsKey, tls, acmeDirectory, acmeEmail, database, clusterHost, clusterPort, seed, roles, mediaPort, mediaAddress, config, set])
        {
            command.Add(option);
        }

        command.SetAction((parsed, cancellation) => Node.RunAsync(
            new StartOptions
            {
                ConfigFile = parsed.GetValue(config),
                Sets = parsed.GetValue(set) ?? [],
                Data = parsed.GetValue(data),
                Urls = parsed.GetValue(urls) ?? [],
                TlsCertificate = parsed.GetValue(tlsCert),
                TlsKey = parsed.GetValue(tlsKey),
                Domains = parsed.GetValue(domain) ?? [],
                Tls = parsed.GetValue(tls),
                AcmeDirectory = parsed.GetValue(acmeDirectory),
                AcmeEmail = parsed.GetValue(acmeEmail),
                Database = parsed.GetValue(database),
                ClusterHost = parsed.GetValue(clusterHost),
                ClusterPort = parsed.GetValue(clusterPort),
                Seeds = parsed.GetValue(seed) ?? [],
                Roles = parsed.GetValue(roles),
                MediaPort = parsed.GetValue(mediaPort),
                MediaAddresses = parsed.GetValue(mediaAddress) ?? [],
            },
            cancellation));
    }

    private static Option<string[]> Many(string name, string helpName, string description) =>
        new(name) { HelpName = helpName, Description = description, Arity = ArgumentArity.OneOrMore, AllowMultipleArgumentsPerToken = false };
}
