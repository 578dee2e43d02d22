using System.Runtime.CompilerServices;

namespace Web.Tests;

/// <summary>The client's types and the server's records are one.</summary>
public sealed class ProtocolTypesTests
{
    [Fact]
    public void The_committed_types_are_those_the_records_make()
    {
        foreach (var (name, text) in ProtocolTypes.TypeScript.Write())
        {
            Assert.Equal(text, File.ReadAllText(Path.Combine(Root(), "Cluster.Web/client/src/shared", name)));
        }
    }

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../.."));
}
