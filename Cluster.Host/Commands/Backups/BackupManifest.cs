using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Cluster.Host.Commands.Backups;

/// <summary>What an archive says of itself, in its first file.</summary>
/// <param name="Format">Of the archive; one that is newer than <see cref="Known"/> is not read.</param>
/// <param name="Program">The version of Parley that wrote it.</param>
/// <param name="TakenAtMs">What was acknowledged before is in it. Unix time in milliseconds.</param>
/// <param name="Node">Of which node it is.</param>
/// <param name="Database">What there is of the database.</param>
/// <param name="Files">The files that follow, in this order.</param>
internal sealed partial record BackupManifest(int Format, string Program, long TakenAtMs, BackupNode Node, BackupDatabase Database, IReadOnlyList<BackupFile> Files)
{
    /// <summary>The format this version writes, and the newest it reads.</summary>
    public const int Known = 1;

    /// <summary>Its own name in the archive.</summary>
    public const string FileName = "manifest.json";

    /// <summary>Its own bytes.</summary>
    public const int BytesMax = 65_536;

    /// <summary>Files in an archive.</summary>
    public const int FilesMax = 32;

    /// <summary>Where files are that the node's settings name and that are no part of the data directory.</summary>
    public const string Elsewhere = "files/";

    /// <summary>Whether it is one that this version can have written: whatever it says comes from outside.</summary>
    public bool IsSound => Files.Count <= FilesMax && Files.Select(file => file.Name).Distinct(StringComparer.Ordinal).Count() == Files.Count
        && Files.All(file => Name().IsMatch(file.Name) && file.Bytes >= 0 && Hash().IsMatch(file.Sha256) && (file.Name == ControlPlaneFile || file.Bytes <= BackupFile.SmallBytesMax));

    private const string ControlPlaneFile = Serving.ControlPlane.DatabaseFile;

    [GeneratedRegex(@"^(parley\.db|secret\.key|self-signed\.pem|parley\.url|files/[a-z][a-z0-9.-]{0,60})\z")]
    private static partial Regex Name();

    [GeneratedRegex(@"^[0-9a-f]{64}\z")]
    private static partial Regex Hash();
}

/// <summary>A node, as a backup names it.</summary>
/// <param name="Id">Its name in the database; empty: it has never been started.</param>
/// <param name="Machine">The machine's host name.</param>
/// <param name="Directory">Its data directory.</param>
internal sealed record BackupNode(string Id, string Machine, string Directory);

/// <summary>The database, as a backup knows it.</summary>
/// <param name="Kind"><c>sqlite</c>, which is in the archive, or <c>postgresql</c>, which is not.</param>
/// <param name="Schema">The form of its tables; 0: it is not in the archive.</param>
internal sealed record BackupDatabase(string Kind, int Schema);

/// <summary>A file in an archive.</summary>
/// <param name="Sha256">Of its bytes, in hexadecimal.</param>
/// <param name="From">Where it was.</param>
internal sealed record BackupFile(string Name, long Bytes, string Sha256, string From)
{
    /// <summary>Bytes of any but the database: keys, certificates, a configuration.</summary>
    public const int SmallBytesMax = 1 << 20;
}

/// <summary>What <c>parley backup --json</c> prints.</summary>
internal sealed record BackupDone(string File, long Bytes, BackupManifest Manifest);

/// <summary>What <c>parley restore --json</c> prints.</summary>
/// <param name="Kept">Where what was there before is; null: there was nothing.</param>
internal sealed record RestoreDone(string Directory, string? Kept, BackupManifest Manifest);

/// <summary>How manifests are written and read.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(BackupManifest))]
[JsonSerializable(typeof(BackupDone))]
[JsonSerializable(typeof(RestoreDone))]
internal sealed partial class BackupJson : JsonSerializerContext;
