using System.Runtime.CompilerServices;

namespace Web.Tests;

/// <summary>The client's types and the server's records are one.</summary>
public sealed class ProtocolTypesTests
{
    [Fact]
    public void The_committed_types_are_those_the_records_make() =>
        Assert.Equal(ProtocolTypes.TypeScript.Write(), File.ReadAllText(Path.Combine(Root(), "Cluster.Web/client/src/shared/protocol.ts")));

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../.."));
}
