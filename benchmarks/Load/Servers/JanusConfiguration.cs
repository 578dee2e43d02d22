using System.Net;

namespace Bench.Load.Servers;

/// <summary>Writes what Janus needs for one room on this machine: its defaults but for what a comparison on one machine needs.</summary>
internal static class JanusConfiguration
{
    private const string Libraries = "/usr/lib/x86_64-linux-gnu/janus";

    /// <summary>Only the videoroom plugin and the WebSocket transport are loaded.</summary>
    public static void Write(string folder, IPAddress address, string port, int room)
    {
        Put("janus.jcfg", $$"""
            general: {
              configs_folder = "{{folder}}"
              plugins_folder = "{{Libraries}}/plugins"
              transports_folder = "{{Libraries}}/transports"
              events_folder = "{{Libraries}}/events"
              loggers_folder = "{{Libraries}}/loggers"
              debug_level = 2
            }
            media: { ipv6 = false }
            nat: { ice_enforce_list = "{{address}}" }
            plugins: { disable = "{{Others("plugins", "libjanus_videoroom.so")}}" }
            transports: { disable = "{{Others("transports", "libjanus_websockets.so")}}" }
            """);
        Put("janus.transport.websockets.jcfg", $$"""
            general: { ws = true, ws_port = {{port}}, ws_ip = "127.0.0.1", wss = false }
            admin: { admin_ws = false, admin_wss = false }
            """);
        Put("janus.plugin.videoroom.jcfg", $$"""
            general: { }
            room-{{room}}: {
              description = "load"
              publishers = 100
              bitrate = 0
              videocodec = "vp8"
              audiocodec = "opus"
              require_pvtid = false
            }
            """);

        void Put(string name, string text) => File.WriteAllText(Path.Combine(folder, name), text + "\n");
    }

    private static string Others(string kind, string wanted) => string.Join(
        ',',
        Directory.GetFiles(Path.Combine(Libraries, kind), "*.so").Select(Path.GetFileName).Where(name => name != wanted));
}
