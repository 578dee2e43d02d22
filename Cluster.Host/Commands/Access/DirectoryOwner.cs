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

        if (OwnerOf(directory) is not { Owner: not 0 } of)
        {
            return;
        }

        var (owner, group) = of;

        // First for a look: what of the program is not loaded yet must be readable afterwards.
        var readable = setegid(group) == 0 && seteuid(owner) == 0 && CanReadProgram();
        if (seteuid(0) != 0 || !readable || setgroups(0, 0) != 0 || setgid(group) != 0 || setuid(owner) != 0)
        {
            throw new StartRefusedException(
                ExitCode.Data,
                $"The data directory {directory} is another user's, who cannot run the program in {AppContext.BaseDirectory}: run that user's own, or install this one where everybody can read it.");
        }
    }

    /// <summary>
    /// Takes the directory's owner's rights in place of root's until it is disposed of: what is made meanwhile is the owner's. Does nothing
    /// for anybody else.
    /// </summary>
    public static IDisposable Borrow(string directory)
    {
        var borrowed = new Borrowed();
        if (OperatingSystem.IsLinux() && geteuid() == 0 && OwnerOf(directory) is { Owner: not 0 } of && (setegid(of.Group) != 0 || seteuid(of.Owner) != 0))
        {
            borrowed.Dispose();
        }

        return borrowed;
    }

    private static (uint Owner, uint Group)? OwnerOf(string directory)
    {
        var status = new byte[StatxBytes];
        return statx(CurrentDirectory, directory, 0, OwnerAndGroup, status) == 0
            ? (BitConverter.ToUInt32(status, OwnerOffset), BitConverter.ToUInt32(status, GroupOffset))
            : null;
    }

    private sealed class Borrowed : IDisposable
    {
        public void Dispose()
        {
            if (OperatingSystem.IsLinux() && geteuid() != 0 && getuid() == 0)
            {
                _ = seteuid(0);
                _ = setegid(0);
            }
        }
    }

    private static bool CanReadProgram()
    {
        try
        {
            using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "parley.dll"));
            return true;
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    [LibraryImport("libc")]
    private static partial uint geteuid();

    [LibraryImport("libc")]
    private static partial uint getuid();

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int statx(int directory, string path, int flags, uint mask, [Out] byte[] status);

    [LibraryImport("libc")]
    private static partial int setgroups(nint count, nint groups);

    [LibraryImport("libc")]
    private static partial int seteuid(uint user);

    [LibraryImport("libc")]
    private static partial int setegid(uint group);

    [LibraryImport("libc")]
    private static partial int setgid(uint group);

    [LibraryImport("libc")]
    private static partial int setuid(uint user);
}
