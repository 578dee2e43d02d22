using System.Formats.Tar;
using System.IO.Compression;
using Host.Tests.Commands;
using Host.Tests.Processes;

namespace Host.Tests.Backups;

/// <summary>Archives that are damaged, newer or no archives, and restores that were cut off: what is there stays, or comes back.</summary>
public sealed class DamageTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("parley-backup-").FullName;

    private string Archive => Path.Combine(_folder, "node.backup");

    private CommandLine Old => new(Path.Combine(_folder, "old"));

    private CommandLine New => new(Path.Combine(_folder, "new"));

    public async Task InitializeAsync()
    {
        await Old.DoneAsync("user", "add", "ann");
        await Old.DoneAsync("backup", Archive);
    }

    public Task DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return Task.CompletedTask;
    }

    [Fact]
    public async Task A_damaged_one_changes_nothing()
    {
        await New.DoneAsync("user", "add", "ben");
        var whole = await File.ReadAllBytesAsync(Archive);
        var half = Path.Combine(_folder, "half");
        // Behind the header (RFC 1952: ten bytes, of which time and system mean nothing here): in the files, and in what is behind the last one.
        int[] places = [.. Enumerable.Range(1, 4).Select(part => Math.Max(10, whole.Length * part / 5)), .. Enumerable.Range(whole.Length - 12, 12)];
        var changed = places.Select(at => Changed(whole, at)).Where(other => !Unpacked(other).SequenceEqual(Unpacked(whole)));
        foreach (var damaged in (byte[][])[whole[..(whole.Length / 2)], [], "no archive at all"u8.ToArray(), .. changed])
        {
            await File.WriteAllBytesAsync(half, damaged);
            Assert.Contains("nothing was changed", await New.RefusedAsync(6, "restore", half, "--force"), StringComparison.Ordinal);
        }

        Assert.Contains("ben", await New.DoneAsync("user", "list"), StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(New.Data, ".restore")));
        Assert.Contains("There is no file", await New.RefusedAsync(2, "restore", Path.Combine(_folder, "nothing")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"format\":1", "\"format\":2", "has format 2, made by a newer Parley")]
    [InlineData("\"schema\":", "\"schema\":9", "made by Parley")]
    [InlineData("secret.key", "../out.key", "has a manifest that cannot be")]
    public async Task One_that_says_what_this_version_does_not_take_is_refused(string said, string instead, string why)
    {
        var other = Path.Combine(_folder, "other");
        await RewriteAsync(other, text => text.Replace(said, instead, StringComparison.Ordinal));
        Assert.Contains(why, await New.RefusedAsync(6, "restore", other), StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(New.Data, "parley.db")));
        Assert.False(File.Exists(Path.Combine(_folder, "out.key")));
    }

    // As a power failure leaves it: what was there has been moved away, and of what comes only a part is in its place.
    [Fact]
    public async Task After_one_that_was_cut_off_no_node_starts_and_the_next_puts_everything_back_first()
    {
        await New.DoneAsync("user", "add", "ben");
        CutOff();
        Assert.Contains("was cut off", await New.RefusedAsync(4, "user", "list"), StringComparison.Ordinal);
        var (code, _, error) = await ParleyProcess.RunAsync("--urls", "http://127.0.0.1:0", "--media-port", "0", "--data", New.Data);
        Assert.Equal(4, code);
        Assert.Contains("was cut off", error, StringComparison.Ordinal);

        Assert.Contains("--force", await New.RefusedAsync(6, "restore", Archive), StringComparison.Ordinal);
        Assert.Contains("ben", await New.DoneAsync("user", "list"), StringComparison.Ordinal);

        CutOff();
        await New.DoneAsync("restore", Archive, "--force");
        Assert.Contains("ann", await New.DoneAsync("user", "list"), StringComparison.Ordinal);
        Assert.Contains("ben", await new CommandLine(Assert.Single(Directory.GetDirectories(New.Data, "before-restore-*"))).DoneAsync("user", "list"), StringComparison.Ordinal);
    }

    private void CutOff()
    {
        var old = Directory.CreateDirectory(Path.Combine(New.Data, ".restore", "old")).FullName;
        foreach (var file in Directory.GetFiles(New.Data).Where(file => Path.GetFileName(file) is not ("parley.lock" or "parley.pid")))
        {
            File.Move(file, Path.Combine(old, Path.GetFileName(file)));
        }

        File.WriteAllText(Path.Combine(New.Data, ".restore", "moved"), "");
        File.WriteAllText(Path.Combine(New.Data, "secret.key"), "half of it");
    }

    private static byte[] Changed(byte[] whole, int at)
    {
        var changed = (byte[])whole.Clone();
        changed[at] ^= 0x55;
        return changed;
    }

    // Some bits of packed data mean nothing. What comes out before an error is compared with what comes out of the whole one, and the error too.
    private static byte[] Unpacked(byte[] archive)
    {
        using var unpacked = new MemoryStream();
        try
        {
            using var from = new GZipStream(new MemoryStream(archive), CompressionMode.Decompress);
            from.CopyTo(unpacked);
        }
        catch (InvalidDataException damage)
        {
            unpacked.Write(System.Text.Encoding.UTF8.GetBytes(damage.Message));
        }

        return unpacked.ToArray();
    }

    private async Task RewriteAsync(string path, Func<string, string> manifest)
    {
        await using var from = new GZipStream(File.OpenRead(Archive), CompressionMode.Decompress);
        await using var read = new TarReader(from);
        await using var to = new GZipStream(File.Create(path), CompressionLevel.Fastest);
        await using var written = new TarWriter(to);
        while (await read.GetNextEntryAsync(copyData: true) is { } entry)
        {
            if (entry.Name == "manifest.json")
            {
                using var text = new StreamReader(entry.DataStream!);
                entry = new PaxTarEntry(TarEntryType.RegularFile, entry.Name) { DataStream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(manifest(await text.ReadToEndAsync()))) };
            }

            await written.WriteEntryAsync(entry);
        }
    }
}
