using System.Runtime.InteropServices;
using Cluster.Host.Configuration;

namespace Cluster.Host.Commands.Access;

/// <summary>
/// Makes a command that root types the directory's owner's: a file that root made in a service's directory is one the
/// service cannot open afterwards.
/// </summary>
internal static partial class DirectoryOwner
{
    // statx(2): the same layout on every machine. The field after the mode's is not needed.
    private const int OwnerOffset = 20;
    private const int GroupOffset = 24;
    private const int StatxBytes = 256;
    private const int CurrentDirectory = -100;
    private const uint OwnerAndGroup = 0x8 | 0x10;

    /// <summary>Gives up root's rights for those of the directory's owner, for good; does nothing for anybody else.</summary>
    public static void Become(string directory)
    {
        if (!OperatingSystem.IsLinux() || geteuid() != 0 || !Directory.Exists(directory))
        {
            return;
        }

        var status = new byte[StatxBytes];
        if (statx(CurrentDirectory, directory, 0, OwnerAndGroup, status) != 0)
        {
            return;
        }

        var owner = BitConverter.ToUInt32(status, OwnerOffset);
        if (owner != 0 && (setgroups(0, 0) != 0 || setgid(BitConverter.ToUInt32(status, GroupOffset)) != 0 || setuid(owner) != 0))
        {
            throw new StartRefusedException(
                ExitCode.Data, $"The data directory {directory} is another user's and this one may not act for them: run the command as its owner.");
        }
    }

    [LibraryImport("libc")]
    private static partial uint geteuid();

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int statx(int directory, string path, int flags, uint mask, [Out] byte[] status);

    [LibraryImport("libc")]
    private static partial int setgroups(nint count, nint groups);

    [LibraryImport("libc")]
    private static partial int setgid(uint group);

    [LibraryImport("libc")]
    private static partial int setuid(uint user);
}
