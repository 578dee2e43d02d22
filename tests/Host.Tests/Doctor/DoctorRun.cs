using System.Text.Json;
using Host.Tests.Processes;

namespace Host.Tests.Doctor;

/// <summary>What <c>parley doctor --json</c> said.</summary>
internal sealed record DoctorRun(int ExitCode, JsonElement Report)
{
    /// <summary>Runs it.</summary>
    public static async Task<DoctorRun> OfAsync(params string[] args)
    {
        var (exitCode, output, error) = await ParleyProcess.RunAsync(["doctor", "--json", .. args]);
        Assert.Equal("", error);
        return new DoctorRun(exitCode, JsonDocument.Parse(output).RootElement);
    }

    /// <summary>The worst of all.</summary>
    public string State => Report.GetProperty("state").GetString()!;

    /// <summary>What a check found, each as <c>state: sentence</c>.</summary>
    public IReadOnlyList<string> Of(string check) =>
        [.. from finding in Report.GetProperty("findings").EnumerateArray()
            where finding.GetProperty("check").GetString() == check
            select $"{finding.GetProperty("state").GetString()}: {finding.GetProperty("finding").GetString()}"];

    /// <summary>All checks that fail.</summary>
    public IReadOnlyList<string> Failed =>
        [.. from finding in Report.GetProperty("findings").EnumerateArray()
            where finding.GetProperty("state").GetString() == "fail"
            select finding.GetProperty("check").GetString()!];

    /// <summary>That exactly these fail, that the exit code says so, and that each says what to do.</summary>
    public DoctorRun Fails(params string[] checks)
    {
        Assert.Equal(checks.Order(), Failed.Distinct().Order());
        Assert.Equal((checks.Length > 0 ? 10 : 0, checks.Length > 0), (ExitCode, State == "fail"));
        Assert.All(
            Report.GetProperty("findings").EnumerateArray(),
            finding => Assert.Equal(finding.GetProperty("state").GetString() != "ok", finding.GetProperty("advice").ValueKind == JsonValueKind.String));
        return this;
    }
}
