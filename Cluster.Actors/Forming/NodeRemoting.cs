using Akka.Hosting;
using Akka.Remote.Hosting;

namespace Cluster.Actors.Forming;

/// <summary>How nodes speak to each other: TCP, and with a certificate TLS in which both sides show theirs.</summary>
internal static class NodeRemoting
{
    /// <summary>Adds the transport.</summary>
    public static AkkaConfigurationBuilder WithNodes(this AkkaConfigurationBuilder builder, ActorsSettings settings, RefusedNodes refused)
    {
        var options = new RemoteOptions { HostName = settings.NodeHost, Port = settings.NodePort };
        if (settings.Forming.Certificate is not { } certificate)
        {
            return builder.WithRemoting(options);
        }

        var check = new NodeCheck(certificate);
        options.EnableSsl = true;
        options.Ssl = new SslOptions
        {
            X509Certificate = certificate.Own,
            RequireMutualAuthentication = true,
            CustomValidator = (shown, _, peer, _, _) => Accepts(check.WhyNot(shown), peer, refused),
        };
        return builder
            .WithRemoting(options)
            .AddHocon($"akka.remote.dot-netty.tcp.transport-class = \"{typeof(NodeTransport).AssemblyQualifiedName}\"", HoconAddMode.Prepend);
    }

    private static bool Accepts(string? why, string peer, RefusedNodes refused)
    {
        if (why is not null)
        {
            refused.Add(peer, why);
        }

        return why is null;
    }
}
