using Akka.Event;
using Akka.Hosting;
using Akka.Remote.Hosting;

namespace Cluster.Actors.Forming;

/// <summary>How nodes speak to each other: TCP, and with a certificate TLS in which both sides show theirs.</summary>
internal static class NodeRemoting
{
    /// <summary>The transport's options.</summary>
    public static RemoteOptions Of(ActorsSettings settings)
    {
        var options = new RemoteOptions { HostName = settings.NodeHost, Port = settings.NodePort };
        if (settings.Forming.Certificate is { } certificate)
        {
            var check = new NodeCheck(certificate);
            options.EnableSsl = true;
            options.Ssl = new SslOptions
            {
                X509Certificate = certificate.Own,
                RequireMutualAuthentication = true,
                CustomValidator = (shown, _, peer, _, log) => check.Accepts(shown, peer, log),
            };
        }

        return options;
    }

    /// <summary>Of those who are refused one line is enough, and <see cref="NodeCheck"/> writes it: not the transport's for each try.</summary>
    public static AkkaConfigurationBuilder WithQuietHandshakes(this AkkaConfigurationBuilder builder, ActorsSettings settings) =>
        settings.Forming.Certificate is null ? builder : builder.AddSetup(new LogFilterBuilder()
            .ExcludeSourceStartingWith("Akka.Remote.Transport.DotNetty")
            .Build());
}
