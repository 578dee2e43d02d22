using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;

namespace Cluster.Host.Commands.Backups;

/// <summary>An archive cannot be read; the message is a clause without a subject.</summary>
internal sealed class BackupDamagedException(string message, Exception? cause = null) : Exception(message, cause);

/// <summary>A backup as one file: a gzipped tar (POSIX pax) that begins with its manifest.</summary>
internal static class BackupArchive
{
    /// <summary>Bytes behind the last file at most; tar fills up to 10,240.</summary>
    private const int PaddingMax = 65_536;

    /// <summary>Writes it.</summary>
    /// <param name="open">Opens each file of the manifest.</param>
    public static async Task WriteAsync(Stream archive, BackupManifest manifest, Func<BackupFile, Stream> open)
    {
        await using var packed = new GZipStream(archive, CompressionLevel.Fastest, leaveOpen: true);
        await using var tar = new TarWriter(packed, TarEntryFormat.Pax, leaveOpen: true);
        using var first = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(manifest, BackupJson.Default.BackupManifest));
        await AddAsync(tar, BackupManifest.FileName, first, manifest.TakenAtMs).ConfigureAwait(false);
        foreach (var file in manifest.Files)
        {
            await using var content = open(file);
            await AddAsync(tar, file.Name, content, manifest.TakenAtMs).ConfigureAwait(false);
        }
    }

    /// <summary>Reads it through, which it must be possible to go about in, and compares every file with what the manifest says.</summary>
    /// <param name="accept">Looks at the manifest before anything else is read; may refuse by an exception.</param>
    /// <param name="into">Opens where a file goes.</param>
    /// <exception cref="BackupDamagedException">It is none, or not whole.</exception>
    public static async Task<BackupManifest> ReadAsync(Stream archive, Action<BackupManifest> accept, Func<BackupFile, Stream> into)
    {
        try
        {
            await using var packed = new GZipStream(archive, CompressionMode.Decompress, leaveOpen: true);
            await using var unpacked = new SummedStream(packed);
            await using var tar = new TarReader(unpacked, leaveOpen: true);
            var manifest = await ManifestAsync(tar).ConfigureAwait(false);
            accept(manifest);
            foreach (var file in manifest.Files)
            {
                await TakeAsync(tar, file, into).ConfigureAwait(false);
            }

            if (await tar.GetNextEntryAsync().ConfigureAwait(false) is not null)
            {
                throw new BackupDamagedException("has more in it than its manifest says");
            }

            await FinishAsync(unpacked).ConfigureAwait(false);
            return await unpacked.IsWholeAsync(archive).ConfigureAwait(false) ? manifest : throw new BackupDamagedException("is damaged");
        }
        catch (Exception fault) when (fault is InvalidDataException or EndOfStreamException or FormatException or JsonException)
        {
            throw new BackupDamagedException("is no backup of Parley, or is damaged", fault);
        }
    }

    // The sum over everything is at the end, behind what fills the last block: what concerns no file is compared, too.
    private static async Task FinishAsync(Stream unpacked)
    {
        var rest = new byte[4_096];
        var left = PaddingMax;
        for (var read = 0; (read = await unpacked.ReadAsync(rest).ConfigureAwait(false)) > 0;)
        {
            left -= read;
            if (left < 0)
            {
                throw new BackupDamagedException("has more in it than its manifest says");
            }
        }
    }

    private static async Task AddAsync(TarWriter tar, string name, Stream content, long takenAtMs) => await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, name)
    {
        DataStream = content,
        Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        ModificationTime = DateTimeOffset.FromUnixTimeMilliseconds(takenAtMs),
    }).ConfigureAwait(false);

    private static async Task<BackupManifest> ManifestAsync(TarReader tar)
    {
        if (await tar.GetNextEntryAsync().ConfigureAwait(false) is not { Name: BackupManifest.FileName, DataStream: { } content, Length: > 0 and <= BackupManifest.BytesMax } entry)
        {
            throw new BackupDamagedException("is no backup of Parley: it does not begin with a manifest");
        }

        var bytes = new byte[entry.Length];
        await content.ReadExactlyAsync(bytes).ConfigureAwait(false);
        // Of a newer one only the number is known to mean the same.
        using var any = JsonDocument.Parse(bytes);
        if (any.RootElement.ValueKind == JsonValueKind.Object && any.RootElement.TryGetProperty("format", out var format) && format.TryGetInt32(out var number) && number > BackupManifest.Known)
        {
            throw new BackupTooNewException($"has format {number}, made by a newer Parley, and this one reads formats up to {BackupManifest.Known}");
        }

        return JsonSerializer.Deserialize(bytes, BackupJson.Default.BackupManifest) is { IsSound: true } manifest ? manifest : throw new BackupDamagedException("has a manifest that cannot be");
    }

    private static async Task TakeAsync(TarReader tar, BackupFile file, Func<BackupFile, Stream> into)
    {
        var entry = await tar.GetNextEntryAsync().ConfigureAwait(false);
        if (entry is not { EntryType: TarEntryType.RegularFile } || entry.Name != file.Name || entry.Length != file.Bytes)
        {
            throw new BackupDamagedException($"lacks {file.Name}, or has another in its place");
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var to = into(file);
        var piece = new byte[81_920];
        for (var read = 0; entry.DataStream is { } content && (read = await content.ReadAsync(piece).ConfigureAwait(false)) > 0;)
        {
            hash.AppendData(piece, 0, read);
            await to.WriteAsync(piece.AsMemory(0, read)).ConfigureAwait(false);
        }

        await to.FlushAsync().ConfigureAwait(false);
        if (Convert.ToHexStringLower(hash.GetHashAndReset()) != file.Sha256)
        {
            throw new BackupDamagedException($"has a {file.Name} that is not what was put in");
        }
    }
}

/// <summary>An archive is of a newer version; the message is a clause without a subject.</summary>
internal sealed class BackupTooNewException(string message) : Exception(message);
