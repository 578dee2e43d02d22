using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Configuration;
using Akka.Serialization;

namespace Actors.Tests.Support;

/// <summary>The engine's default serializer, which notes every type of ours that falls to it.</summary>
public sealed class GuardedNewtonsoft : NewtonSoftJsonSerializer
{
    /// <summary>Puts it in place, and has every message written and read even between actors of one node.</summary>
    public const string Hocon = """
        akka.actor {
          serialize-messages = on
          serializers.json = "Actors.Tests.Support.GuardedNewtonsoft, Actors.Tests"
          serialization-identifiers { "Actors.Tests.Support.GuardedNewtonsoft, Actors.Tests" = 1 }
        }
        """;

    public GuardedNewtonsoft(ExtendedActorSystem system)
        : base(system)
    {
    }

    public GuardedNewtonsoft(ExtendedActorSystem system, Config config)
        : base(system, config)
    {
    }

    public static ConcurrentBag<Type> Fallen { get; } = [];

    public override byte[] ToBinary(object obj)
    {
        if (obj.GetType().Assembly.GetName().Name!.StartsWith("Cluster.", StringComparison.Ordinal))
        {
            Fallen.Add(obj.GetType());
        }

        return base.ToBinary(obj);
    }
}
