namespace Cluster.Host.Commands.Doctor;

/// <summary>Looks at a file that only its owner should read.</summary>
internal static class KeyFile
{
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    /// <summary>What is wrong with it; null: nothing.</summary>
    public static Finding? WhatIsWrong(string check, string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            return !OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != 0
                ? Finding.Warn(check, $"{path} can be read or written by others on this machine.", $"chmod 600 {path}")
                : null;
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            return Finding.Fail(check, $"{path} cannot be read ({cause.Message.TrimEnd('.')}).", "Give it to the user that Parley runs as.");
        }
    }
}
