using System.Text.Json.Serialization;

namespace Cluster.Host.Commands.Doctor;

/// <summary>How a check came out; the worst of all is the report's.</summary>
internal enum CheckState
{
    /// <summary>As it should be.</summary>
    [JsonStringEnumMemberName("ok")]
    Ok,

    /// <summary>It works, and somebody may miss something or soon will.</summary>
    [JsonStringEnumMemberName("warn")]
    Warn,

    /// <summary>It does not work like this.</summary>
    [JsonStringEnumMemberName("fail")]
    Fail,
}

/// <summary>What one check found.</summary>
/// <param name="Check">The check's name, which is stable.</param>
/// <param name="State">How it came out.</param>
/// <param name="Text">What is so, or what is wrong, in a sentence.</param>
/// <param name="Advice">What to do, in a sentence; null where nothing is to be done.</param>
internal sealed record Finding(string Check, CheckState State, [property: JsonPropertyName("finding")] string Text, string? Advice)
{
    /// <summary>As it should be.</summary>
    public static Finding Ok(string check, string text) => new(check, CheckState.Ok, text, null);

    /// <summary>Worth a word.</summary>
    public static Finding Warn(string check, string text, string advice) => new(check, CheckState.Warn, text, advice);

    /// <summary>Wrong.</summary>
    public static Finding Fail(string check, string text, string advice) => new(check, CheckState.Fail, text, advice);
}

/// <summary>All that was found.</summary>
/// <param name="State">The worst.</param>
internal sealed record DoctorReport(CheckState State, IReadOnlyList<Finding> Findings)
{
    /// <summary>The report of these.</summary>
    public static DoctorReport Of(IReadOnlyList<Finding> findings) => new(findings.Max(finding => finding.State), findings);
}

/// <summary>How <c>parley doctor --json</c> prints.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(DoctorReport))]
internal sealed partial class DoctorJson : JsonSerializerContext;
