using System.Globalization;

namespace Cluster.Host.Commands.Doctor;

/// <summary>Who has a port, by the system's own tables (Linux: /proc/net and the processes' open files).</summary>
internal static class PortOwners
{
    private const string Listening = "0A";

    /// <summary>The process that has this port; null: nobody has it, or the system does not show whose it is.</summary>
    public static int? Find(string protocol, int port)
    {
        var sockets = ((string[])[$"/proc/net/{protocol}", $"/proc/net/{protocol}6"]).Where(File.Exists)
            .SelectMany(file => Sockets(file, protocol == "tcp", port)).Select(inode => $"socket:[{inode}]").ToHashSet(StringComparer.Ordinal);
        return sockets.Count == 0 ? null : Processes().Cast<int?>().FirstOrDefault(id => Has(id!.Value, sockets));
    }

    // Columns: number, local address and port, remote ones, state, queues, timer, retransmissions, user, timeout, inode.
    private static IEnumerable<string> Sockets(string file, bool listening, int port)
    {
        var ending = string.Create(CultureInfo.InvariantCulture, $":{port:X4}");
        return from line in File.ReadLines(file).Skip(1)
               let columns = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)
               where columns.Length > 9 && columns[1].EndsWith(ending, StringComparison.Ordinal) && (!listening || columns[3] == Listening)
               select columns[9];
    }

    private static IEnumerable<int> Processes() => Directory.EnumerateDirectories("/proc")
        .Select(folder => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0).Where(id => id > 0);

    private static bool Has(int process, HashSet<string> sockets)
    {
        try
        {
            return new DirectoryInfo($"/proc/{process}/fd").EnumerateFiles().Any(file => file.LinkTarget is { } target && sockets.Contains(target));
        }
        catch (Exception hidden) when (hidden is IOException or UnauthorizedAccessException)
        {
            // Another user's, or it has ended.
            return false;
        }
    }
}
