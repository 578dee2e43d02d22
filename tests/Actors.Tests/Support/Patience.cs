namespace Actors.Tests.Support;

/// <summary>How long a probe waits for what must come: a busy machine is slow, and what comes is noticed at once.</summary>
public static class Patience
{
    /// <summary>For a test's actor system. Waiting for nothing to come keeps its own, short time.</summary>
    public const string Hocon = """
        akka.test.single-expect-default = 20s
        akka.test.default-timeout = 20s
        """;
}
