using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using Cluster.Host.Commands.Access;
using Cluster.Host.Configuration;
using Cluster.Media;
using Cluster.Web.Admin;

namespace Cluster.Host.Commands.Media;

/// <summary><c>parley media dump</c>: the datagrams of one endpoint, into a file of whoever typed it.</summary>
internal static class DumpCommand
{
    private static readonly Argument<string> s_endpoint = new("ENDPOINT") { Description = "Two numbers with a dot, as parley media room shows them" };
    private static readonly Option<string> s_file = new("--file") { HelpName = "FILE", Description = "Where to write; what is there is replaced", Required = true };
    private static readonly Option<int> s_seconds = new("--seconds") { HelpName = "N", Description = "How long, at most 3600", DefaultValueFactory = _ => 30 };
    private static readonly Option<long> s_maxBytes = new("--max-bytes") { HelpName = "N", Description = "How large the file may become, 4096 to 1073741824", DefaultValueFactory = _ => 64 << 20 };
    private static readonly Option<bool> s_decrypted = new("--decrypted") { Description = "RTP and RTCP in the clear; only where parley.media.dump-decrypted is on" };

    /// <summary>The command.</summary>
    public static Command Build() => NodeCommand.Create(
        "dump",
        "Writes an endpoint's datagrams, both ways, as a capture for Wireshark; ctrl-C ends it early.",
        [s_endpoint, s_file, s_seconds, s_maxBytes, s_decrypted],
        RunAsync,
        needsNode: true);

    private static async Task RunAsync(CommandRun run)
    {
        var (seconds, bytes) = (run.Value(s_seconds), run.Value(s_maxBytes));
        if (seconds < 1 || seconds > DumpRequest.DurationMax.TotalSeconds || bytes is < DumpRequest.LeastBytes or > DumpRequest.MostBytes)
        {
            throw CommandRefusedException.ForCommandLine(
                $"--seconds takes 1 to {DumpRequest.DurationMax.TotalSeconds:0}, --max-bytes {DumpRequest.LeastBytes} to {DumpRequest.MostBytes}.");
        }

        // Opened before the command goes on as the owner of the node's data, who may not write where this user may.
        var path = Path.GetFullPath(run.Value(s_file)!);
        var isNew = !Path.Exists(path);
        var hasBegun = false;
        try
        {
            await using var file = Open(path);
            var client = await run.NodeAsync().ConfigureAwait(false);
            using var dump = await client.OpenAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"/media/endpoints/{Uri.EscapeDataString(run.Value(s_endpoint))}/dump?seconds={seconds}&maxBytes={bytes}&decrypted={(run.Value(s_decrypted) ? "true" : "false")}")).ConfigureAwait(false);
            hasBegun = true;
            if (file.CanSeek)
            {
                file.SetLength(0);
            }

            var at = $"/media/dumps/{dump.Headers.GetValues("Parley-Dump").Single()}";
            await CopyAsync(client, dump, file, at).ConfigureAwait(false);
            run.Answer(await client.GetAsync(at, AdminJson.Default.AdminDump).ConfigureAwait(false), it => MediaWords.Dump(it, path));
        }
        finally
        {
            if (isNew && !hasBegun)
            {
                Remove(path);
            }
        }
    }

    /// <summary>Copies to the end. The first ctrl-C has the node end it, so that the file ends with a whole packet; the next one ends this process, and with it the dump.</summary>
    private static async Task CopyAsync(AdminClient client, HttpResponseMessage dump, Stream file, string at)
    {
        var stopping = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Stop(PosixSignalContext signal) => signal.Cancel = stopping.TrySetResult();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        var copying = CopyAsync(dump, file);
        if (await Task.WhenAny(copying, stopping.Task).ConfigureAwait(false) != copying)
        {
            await client.DeleteAsync(at).ConfigureAwait(false);
        }

        await copying.ConfigureAwait(false);
    }

    private static async Task CopyAsync(HttpResponseMessage dump, Stream file)
    {
        var buffer = new byte[64 * 1024];
        await using var body = await dump.Content.ReadAsStreamAsync().ConfigureAwait(false);
        while (true)
        {
            int count;
            try
            {
                count = await body.ReadAsync(buffer).ConfigureAwait(false);
            }
            catch (IOException cause)
            {
                throw CommandRefusedException.ForNoNode("The node ended before the dump did: the file has what came until then, and its last packet may be cut.", cause);
            }

            if (count == 0)
            {
                return;
            }

            try
            {
                await file.WriteAsync(buffer.AsMemory(0, count)).ConfigureAwait(false);
            }
            catch (IOException cause)
            {
                throw new CommandRefusedException(ExitCode.Refused, "file-unwritable", $"The file can't be written on ({cause.Message.TrimEnd('.')}): it has what came until then.", cause);
            }
        }
    }

    /// <summary>A file nobody else may read; written without a buffer, so that it has all that came whatever happens.</summary>
    private static FileStream Open(string path)
    {
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.Write, BufferSize = 0 };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            return new FileStream(path, options);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw CommandRefusedException.ForCommandLine($"The file {path} can't be written: {cause.Message.TrimEnd('.')}.");
        }
    }

    private static void Remove(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // None was made; or this process is the data's owner by now and may not: an empty file stays.
            return;
        }
    }
}
