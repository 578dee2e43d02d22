using System.Net.Sockets;

namespace Cluster.Host.Serving;

/// <summary>
/// Makes the socket of the admin API. Its permissions are the only authority there is, so it is born where nobody else
/// can come, gets them there, and only then takes its place; the one a crashed process left gives way in the same step.
/// </summary>
internal static class AdminSocket
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Where it is born, in the data directory, because only there it can be moved from in one step.</summary>
    private const string Nursery = ".sock";

    /// <summary>A bound socket at its place in the data directory, which this process holds.</summary>
    public static Socket Bind(string directory)
    {
        var nursery = Path.Combine(directory, Nursery);
        MakeAnew(nursery);
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            using (var path = SocketPath.Of(nursery, "s"))
            {
                socket.Bind(new UnixDomainSocketEndPoint(path.Text));
            }

            var born = Path.Combine(nursery, "s");
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(born, OwnerOnly);
            }

            File.Move(born, PathIn(directory), overwrite: true);
            Directory.Delete(nursery);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Takes it away, so that nobody knocks at a door without a house.</summary>
    public static void Remove(string directory) => File.Delete(PathIn(directory));

    private static string PathIn(string directory) => Path.Combine(directory, SocketPath.FileName);

    private static void MakeAnew(string nursery)
    {
        if (Directory.Exists(nursery))
        {
            Directory.Delete(nursery, recursive: true);
        }

        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(nursery);
        }
        else
        {
            Directory.CreateDirectory(nursery, OwnerOnly | UnixFileMode.UserExecute);
        }
    }
}
