using Akka.Configuration;
using Cluster.Actors.Storage;

namespace Cluster.Actors.Sharding;

/// <summary>What the engine is told beyond its own defaults, and why.</summary>
internal static class ParleyHocon
{
    /// <summary>The configuration of a node.</summary>
    public static Config Create(ParleyStore store) => ConfigurationFactory.ParseString($$"""
        akka {
          stdout-logger-class = "Cluster.Actors.Sharding.SilentLogger, Cluster.Actors"

          # The host decides when to stop and in which order; at a signal clients are told first.
          coordinated-shutdown {
            run-by-clr-shutdown-hook = off

            # What entities say to others as they stop finds no shard any more: it is not waited for.
            phases.cluster-sharding-shutdown-region.timeout = 2 s
          }

          # Each tick wakes two threads, also while nothing is due: with the default of 10 ms that is half of what a
          # node at rest costs. Nothing that is due in a meeting waits for it.
          scheduler.tick-duration = 50 ms

          actor {
            serializers.parley = "Cluster.Actors.Serialization.ParleySerializer, Cluster.Actors"
            serialization-bindings { "Cluster.Actors.Serialization.IParleyMessage, Cluster.Actors" = parley }
          }

          # One message carries at most a meeting with its chat, or an offer.
          remote.dot-netty.tcp {
            maximum-frame-size = 2 MiB
            send-buffer-size = 4 MiB
            receive-buffer-size = 4 MiB
          }

          cluster {
            # How often a region looks for its coordinator, and a node for who keeps the policy: with the defaults of 1
            # and 2 s a node alone waits for that.
            # Of a failure it warns at the very start, naming half a minute that has not passed: whoever asks is told
            # in time that nobody answers.
            singleton-proxy {
              singleton-identification-interval = 200 ms
              log-singleton-identification-failure = off
            }
            sharding {
              retry-interval = 200 ms
              distributed-data.durable.keys = []
            }
          }

          persistence {
            journal {
              plugin = "akka.persistence.journal.sql"
              sql {
                class = "Cluster.Actors.Storage.MeasuredJournal, Cluster.Actors"
                {{Plugin(store)}}
              }
            }
            snapshot-store {
              plugin = "akka.persistence.snapshot-store.sql"
              sql { {{Plugin(store)}} }
            }
            query.journal.sql { {{Plugin(store)}} }
          }
        }
        """);

    // With the database back, writing is tried again after seconds: half a minute, the default, is a long time to a
    // moderator who wants a door closed.
    private static string Plugin(ParleyStore store) => $$"""
        recovery-event-timeout = 10 s
        circuit-breaker { max-failures = 10, call-timeout = 10 s, reset-timeout = 5 s }
        connection-string = "{{store.OpenConnectionString.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}}"
        provider-name = "{{store.Provider}}"
        auto-initialize = {{(store.JournalMakesTables ? "on" : "off")}}
        """;
}
