namespace Cluster.Web.Admin;

// The node and its settings as the admin API shows and takes them. Times are Unix time in milliseconds.

/// <summary>What a running node says of itself.</summary>
/// <param name="Urls">Where it listens.</param>
/// <param name="PublicUrl">What links to it begin with.</param>
/// <param name="RoomsCreation"><c>open</c> or <c>authenticated</c>.</param>
/// <param name="Meetings">Rooms with somebody in them.</param>
/// <param name="Waiting">People who wait for a host.</param>
public sealed record AdminStatus(
    string Version,
    int ProcessId,
    long StartedAtMs,
    long UpTimeMs,
    IReadOnlyList<string> Urls,
    string PublicUrl,
    string DataDirectory,
    string RoomsCreation,
    int Meetings,
    int Participants,
    int Waiting);

/// <summary>A setting that can be changed while running. <paramref name="Origin"/>: <c>configuration</c> or <c>changed at run time</c>.</summary>
public sealed record AdminSetting(string Key, string Value, string Origin, long? ChangedAtMs);

/// <summary>All of them.</summary>
public sealed record AdminSettingList(IReadOnlyList<AdminSetting> Settings);

/// <summary>A setting's new value.</summary>
public sealed record AdminSettingValue(string Value);

/// <summary>What was removed: the command line's own answer, for the API's has no body.</summary>
public sealed record AdminRemoved(string Removed);
