using System.CommandLine;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Cluster.Host.Commands.Access;
using Cluster.Host.Configuration;

namespace Cluster.Host.Commands.Doctor;

/// <summary><c>parley doctor</c>: looks whether this machine has what a node needs, while one runs or none, and changes nothing.</summary>
internal static class DoctorCommand
{
    private static readonly DoctorJson s_json = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    /// <summary>The command.</summary>
    public static Command Build()
    {
        var flags = new StartFlags();
        var command = new Command("doctor", "Checks what a node needs of this machine: what is wrong, and what to do about it.");
        flags.AddTo(command);
        command.Add(NodeOptions.Json);
        command.SetAction(async (parsed, _) =>
        {
            var report = DoctorReport.Of(await ExamineAsync(flags.Read(parsed), !flags.SaysMoreThanData(parsed)).ConfigureAwait(false));
            Console.Out.WriteLine(parsed.GetValue(NodeOptions.Json) ? JsonSerializer.Serialize(report, s_json.DoctorReport) : Words(report));
            return (int)(report.State == CheckState.Fail ? ExitCode.Unfit : ExitCode.Done);
        });
        return command;
    }

    /// <summary>All checks in their order.</summary>
    /// <param name="asTheNode">Nothing was said of how the node is set up: if one runs, its own command line says it.</param>
    private static async Task<IReadOnlyList<Finding>> ExamineAsync(StartOptions options, bool asTheNode)
    {
        NodeSetup setup;
        try
        {
            setup = NodeSetup.Read(options, asTheNode);
        }
        catch (StartRefusedException refusal)
        {
            return [Finding.Fail("configuration", refusal.Message, "Correct it, and run parley doctor again: everything else depends on it.")];
        }

        DirectoryOwner.Become(setup.DataDirectory);
        var clock = ClockCheck.Begin();
        var store = await StoreCheck.LookAsync(setup).ConfigureAwait(false);
        return
        [
            Finding.Ok("configuration", setup.Origin),
            .. await NodeCheck.FindAsync(setup).ConfigureAwait(false),
            .. DataCheck.Find(setup),
            .. store.Findings,
            .. PortCheck.Find(setup),
            .. await AddressCheck.FindAsync(setup).ConfigureAwait(false),
            .. await CertificateCheck.FindAsync(setup, store.Examined).ConfigureAwait(false),
            .. NodeCertificateCheck.Find(setup),
            .. clock.Find(store.Examined),
            .. MachineCheck.Find(setup),
        ];
    }

    private static string Words(DoctorReport report)
    {
        var text = new StringBuilder();
        var width = report.Findings.Max(finding => finding.Check.Length);
        foreach (var finding in report.Findings)
        {
            var state = finding.State switch { CheckState.Ok => "ok", CheckState.Warn => "WARN", _ => "FAIL" };
            text.Append(state.PadRight(6)).Append(finding.Check.PadRight(width + 2)).AppendLine(finding.Text);
            if (finding.Advice is not null)
            {
                text.Append(' ', width + 8).Append("-> ").AppendLine(finding.Advice);
            }
        }

        var (warnings, failures) = (report.Findings.Count(finding => finding.State == CheckState.Warn), report.Findings.Count(finding => finding.State == CheckState.Fail));
        return text.AppendLine().Append(failures > 0 ? $"{failures} of {report.Findings.Count} checks failed" : $"Nothing of {report.Findings.Count} checks failed")
            .Append(warnings > 0 ? $", {warnings} warn." : ".").ToString();
    }
}
