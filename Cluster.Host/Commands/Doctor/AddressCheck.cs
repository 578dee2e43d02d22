using System.Net.Sockets;
using System.Net;
using Cluster.Actors;
using Cluster.Host.Commands.Access;
using Cluster.Host.Configuration;
using Cluster.Host.Serving;
using Cluster.Media;

namespace Cluster.Host.Commands.Doctor;

/// <summary>Who can join: what browsers are told of where media is, against the addresses this machine has.</summary>
internal static class AddressCheck
{
    private const string Check = "addresses";
    private const string Name = "name";
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    /// <summary>Looks at them.</summary>
    public static async Task<IEnumerable<Finding>> FindAsync(NodeSetup setup)
    {
        if (!setup.Settings.Actors.Roles.Contains(NodeRole.Media))
        {
            return await LeadsHereAsync(setup, []).ConfigureAwait(false);
        }

        var (media, own) = (setup.Settings.Media, MediaMachine.DetectAddresses());
        List<Finding> findings = [];
        IReadOnlyList<IPAddress> told = media.Addresses.Count > 0 ? media.Addresses : own;
        if (media.Addresses.Count > 0)
        {
            findings.AddRange(media.Addresses.Where(address => !own.Contains(address)).Select(address => Reach(address) == Audience.World
                ? Finding.Ok(Check, $"{address} is told to browsers and is no address of this machine: something in between must translate it.")
                : Finding.Warn(Check, $"{address} is told to browsers, and neither this machine nor the world has it.", "Correct --media-address, or leave it out.")));
        }
        else if (media.StunServer.Length > 0)
        {
            var seen = await MediaMachine.AskStunAsync(media.StunServer, s_patience).ConfigureAwait(false);
            findings.Add(seen is not null ? Finding.Ok(Check, $"The STUN server {media.StunServer} sees this machine as {seen}, and browsers are told that.")
                : Finding.Warn(Check, $"The STUN server {media.StunServer} does not answer, so browsers are told this machine's own addresses.", "Check parley.media.stun-server and that UDP gets out, or set the address with --media-address."));
            told = seen is not null ? [seen, .. own] : own;
        }

        findings.Add(Audiences(setup.Settings.Web, told));
        return [.. findings, .. await LeadsHereAsync(setup, [.. own, .. told]).ConfigureAwait(false)];
    }

    private static Finding Audiences(Cluster.Web.WebSettings web, IReadOnlyList<IPAddress> told)
    {
        var list = string.Join(", ", told.Where(address => !IPAddress.IsLoopback(address)).Take(6));
        if (web.TrustedProxies.Count == 0 && web.Urls.All(ListenUrl.IsLocal))
        {
            return Finding.Warn(Check, "Only browsers on this machine can join, because pages are served on loopback alone.", "For others give --domain NAME, or --tls self-signed to try it in a local network (docs/install.md).");
        }

        var best = told.Select(Reach).DefaultIfEmpty(Audience.Machine).Max();
        var world4 = told.Any(address => address.AddressFamily == AddressFamily.InterNetwork && Reach(address) == Audience.World);
        return best switch
        {
            Audience.Machine => Finding.Warn(Check, "Only browsers on this machine can send and receive sound and picture: they are told loopback addresses alone.", "Set the address with --media-address."),
            Audience.Network => Finding.Warn(Check, $"Only people in this network can join: browsers are told {list}, which are private.", "Where others are to join, set the public address with --media-address, or have it asked for with parley.media.stun-server."),
            _ when !world4 => Finding.Warn(Check, $"Of people elsewhere only those with IPv6 can join: browsers are told {list}.", "Set the public IPv4 address with --media-address, or have it asked for with parley.media.stun-server."),
            _ => Finding.Ok(Check, $"People anywhere can join, where firewalls let UDP through: browsers are told {list}."),
        };
    }

    /// <summary>Whether the name people use leads to this machine.</summary>
    private static async Task<IEnumerable<Finding>> LeadsHereAsync(NodeSetup setup, IReadOnlyCollection<IPAddress> here)
    {
        var names = setup.Settings.Web.Domains.Concat(setup.Written("web", "public-url") is { Length: > 0 } ? [setup.Settings.Web.PublicUrl.Host] : [])
            .Where(name => !IPAddress.TryParse(name, out _)).Distinct();
        return await Task.WhenAll(names.Select(async name =>
        {
            try
            {
                using var patience = new CancellationTokenSource(s_patience);
                var found = await Dns.GetHostAddressesAsync(name, patience.Token).ConfigureAwait(false);
                return found.Any(here.Contains) ? Finding.Ok(Name, $"{name} leads to {string.Join(", ", found.Take(6).Select(address => address.ToString()))}, which is this machine.")
                    : Finding.Warn(Name, $"{name} leads to {string.Join(", ", found.Take(6).Select(address => address.ToString()))}, which is no address of this machine.", "Right behind a proxy, a balancer or address translation; else correct the DNS.");
            }
            catch (Exception cause) when (cause is SocketException or OperationCanceledException)
            {
                return Finding.Fail(Name, $"The name {name} has no address, so nobody finds this server by it.", "Make an A record (and AAAA, with IPv6) in the DNS.");
            }
        })).ConfigureAwait(false);
    }

    private static Audience Reach(IPAddress address) =>
        IPAddress.IsLoopback(address) ? Audience.Machine
        : address.IsIPv6UniqueLocal || address.IsIPv6LinkLocal || StartNotes.IsPrivate(address) ? Audience.Network
        : Audience.World;

    private enum Audience
    {
        Machine,
        Network,
        World,
    }
}
