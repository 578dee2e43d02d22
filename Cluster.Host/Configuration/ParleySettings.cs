using Cluster.Actors;
using Cluster.Host.Telemetry;
using Cluster.Host.Tls;
using Cluster.Media;
using Cluster.Web;

namespace Cluster.Host.Configuration;

/// <summary>Every setting, read and checked, sorted by who needs it.</summary>
internal sealed record ParleySettings(HostSettings Host, WebSettings Web, TlsSettings Tls, MediaSettings Media, ActorsSettings Actors, TelemetrySettings Telemetry)
{
    /// <summary>Reads all settings; a value that does not parse or is out of range is a refusal to start.</summary>
    public static ParleySettings Read(SettingsSource source)
    {
        var root = new SettingsReader(source, "parley");
        var (web, tls) = (root.Section("web"), TlsSection.Read(root.Section("tls")));
        var publicUrl = web.WebAddress("public-url", null, "an address such as https://meet.example.org, without a path");
        var edge = WebAddresses.Resolve(
            WebSection.Read(web, root.Section("tls")) with { Accounts = SignInSection.Read(root.Section("accounts")) }, tls, publicUrl);
        var settings = new ParleySettings(
            HostSection.Read(root),
            edge,
            WebAddresses.Provable(tls, edge),
            MediaSection.Read(root.Section("media")),
            ActorsSection.Read(root),
            TelemetrySection.Read(root.Section("telemetry")));
        if (settings.Actors.StorageTimeout >= settings.Web.Signalling.RequestTimeout)
        {
            throw StartRefusedException.ForConfiguration(
                "The setting parley.rooms.storage-timeout must be shorter than parley.web.signalling.request-timeout, or clients give up before the database does.");
        }

        if (settings.Actors is { Store.Kind: not StoreKind.Postgresql } alone && (alone.SeedNodes.Count > 0 || alone.Forming.DnsName.Length > 0))
        {
            throw StartRefusedException.ForConfiguration(
                "A node that joins others needs a database that all of them reach, and SQLite is a file of one node: give every node the same --database postgres://user:password@host/name.");
        }

        return settings.Actors.ParticipantsMaxDefault <= settings.Actors.ParticipantsLimit
            ? settings
            : throw StartRefusedException.ForConfiguration(
                "The setting parley.rooms.participants-max-default must not be above parley.rooms.participants-limit.");
    }
}
