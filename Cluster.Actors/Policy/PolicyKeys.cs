using System.Globalization;

namespace Cluster.Actors.Policy;

/// <summary>The settings that can be changed while running: what each is called, what it may be, and what it does to the policy.</summary>
internal static class PolicyKeys
{
    /// <summary>Longest grace period for hosts.</summary>
    public static readonly TimeSpan HostGraceMax = TimeSpan.FromHours(24);

    private static readonly (string Suffix, TimeSpan Unit)[] Units =
    [
        ("ms", TimeSpan.FromMilliseconds(1)), ("s", TimeSpan.FromSeconds(1)), ("m", TimeSpan.FromMinutes(1)), ("h", TimeSpan.FromHours(1)), ("d", TimeSpan.FromDays(1)),
    ];

    private static readonly PolicyKey[] All =
    [
        new(
            "rooms.creation",
            "open or authenticated",
            policy => Word(policy.Creation),
            (policy, text) => Choice<RoomCreation>(text) is { } creation ? policy with { Creation = creation } : null),
        new(
            "rooms.when-hosts-leave",
            "continue or end",
            policy => Word(policy.WhenHostsLeave),
            (policy, text) => Choice<WhenHostsLeave>(text) is { } what ? policy with { WhenHostsLeave = what } : null),
        new(
            "rooms.host-grace",
            "a duration of at most 24 h, written like 2 m or 90 s",
            policy => Duration(policy.HostGrace),
            (policy, text) => Duration(text) is { } grace && grace <= HostGraceMax ? policy with { HostGrace = grace } : null),
    ];

    /// <summary>The key of this name, also with <c>parley.</c> before it; null when there is none.</summary>
    public static PolicyKey? Find(string? name) => All.FirstOrDefault(key => key.Name == name || $"parley.{key.Name}" == name);

    /// <summary>The names, for a person.</summary>
    public static string Names => string.Join(", ", All.Select(key => key.Name));

    /// <summary>The policy with what was changed at run time. What this version does not know is passed over.</summary>
    public static ServerPolicy With(this ServerPolicy configured, PolicyRecord record) => record.Changed.Aggregate(
        configured, (policy, change) => Find(change.Key)?.Set(policy, change.Value) ?? policy);

    /// <summary>Every setting as it stands.</summary>
    public static IReadOnlyList<PolicySetting> List(ServerPolicy configured, PolicyRecord record)
    {
        var policy = configured.With(record);
        return
        [
            .. All.Select(key =>
            {
                var change = record.Changed.FirstOrDefault(entry => entry.Key == key.Name);
                return new PolicySetting(
                    key.Name, key.Get(policy), change is null ? PolicyOrigin.Configuration : PolicyOrigin.RunTime, change?.AtMs);
            }),
        ];
    }

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    private static T? Choice<T>(string text)
        where T : struct, Enum =>
        Enum.GetValues<T>().Cast<T?>().FirstOrDefault(value => Word(value!.Value).Equals(text, StringComparison.OrdinalIgnoreCase));

    private static string Duration(TimeSpan span)
    {
        var (suffix, unit) = Units.Last(each => span.Ticks % each.Unit.Ticks == 0 && (span >= each.Unit || each.Suffix == "ms"));
        return string.Create(CultureInfo.InvariantCulture, $"{span.Ticks / unit.Ticks} {suffix}");
    }

    private static TimeSpan? Duration(string text)
    {
        var digits = text.TakeWhile(char.IsAsciiDigit).Count();
        var unit = Units.FirstOrDefault(each => each.Suffix == text[digits..].Trim()).Unit;
        return unit > TimeSpan.Zero && digits is > 0 and < 10
            ? unit * long.Parse(text.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture)
            : null;
    }
}

/// <summary>One setting that can be changed while running.</summary>
/// <param name="Wanted">What its value must be, for a person.</param>
/// <param name="Set">The policy with this value; null when it cannot be one.</param>
internal sealed record PolicyKey(
    string Name, string Wanted, Func<ServerPolicy, string> Get, Func<ServerPolicy, string, ServerPolicy?> Set);
