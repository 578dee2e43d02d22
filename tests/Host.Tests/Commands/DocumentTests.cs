using System.CommandLine;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using Cluster.Host.Commands;
using Cluster.Host.Commands.Backups;
using Cluster.Host.Commands.Doctor;
using Cluster.Host.Configuration;
using Cluster.Web.Admin;

namespace Host.Tests.Commands;

/// <summary>docs/command-line.md has every command, every option, every exit code and the JSON as it is.</summary>
public sealed partial class DocumentTests
{
    private static readonly string s_text = File.ReadAllText(Path.Combine(Path.GetDirectoryName(ThisFile())!, "../../../docs/command-line.md"));

    [Fact]
    public void It_has_every_command_and_option()
    {
        foreach (var command in ParleyCommand.Tree().Subcommands.Where(command => !command.Hidden && command.Name is not "serve"))
        {
            Assert.Contains($"`parley {command.Name}", s_text, StringComparison.Ordinal);
            foreach (var below in command.Subcommands)
            {
                Assert.Contains(below.Name, s_text, StringComparison.Ordinal);
                Assert.All(below.Options, option => Assert.Contains(option.Name, s_text, StringComparison.Ordinal));
            }
        }
    }

    [Fact]
    public void It_has_every_exit_code() =>
        Assert.All(Enum.GetValues<ExitCode>(), code => Assert.Contains($"\n| {(int)code} | ", s_text, StringComparison.Ordinal));

    [Fact]
    public void Its_JSON_has_the_fields_there_are()
    {
        var shown = JsonDocument.Parse(Json().Match(s_text).Groups[1].Value).RootElement;
        foreach (var (name, type) in (ReadOnlySpan<(string, JsonTypeInfo)>)
        [
            ("USER", AdminJson.Default.AdminUser), ("LINK", AdminJson.Default.AdminNewLink), ("ROOM", AdminJson.Default.AdminRoom),
            ("SETTING", AdminJson.Default.AdminSetting), ("STATUS", AdminJson.Default.AdminStatus),
            ("DUMP", AdminJson.Default.AdminDump), ("DOCTOR", DoctorJson.Default.DoctorReport),
            ("BACKUP", BackupJson.Default.BackupDone), ("RESTORE", BackupJson.Default.RestoreDone),
        ])
        {
            Assert.Equal(string.Join(' ', type.Properties.Select(property => property.Name)), CommandLine.Names(shown.GetProperty(name)));
            Assert.NotNull(shown.GetProperty(name).Deserialize(type));
        }
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;

    [GeneratedRegex("```json\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Json();
}
