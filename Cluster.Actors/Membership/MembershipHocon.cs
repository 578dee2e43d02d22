using System.Globalization;
using Akka.Configuration;

namespace Cluster.Actors.Membership;

/// <summary>What the engine is told about dead and cut-off nodes, and why.</summary>
internal static class MembershipHocon
{
    /// <summary>The configuration of a node.</summary>
    /// <param name="shared">Whether there is a database that nodes share, which can decide between two equal parts.</param>
    public static Config Create(MembershipSettings settings, bool shared) => ConfigurationFactory.ParseString($$"""
        akka {
          # A connection that broke is tried again sooner than after 5 s, the default: two nodes that lost each other for a
          # moment must not lose each other for good by that.
          remote.retry-gate-closed-for = 1 s

          # And one that is not made yet begins anew: while there is no way the system asks ever more rarely, so that a call
          # that began in a cut would not come through for up to 8 s after it, long enough to be given up once more. This
          # bounds the handshakes after the connection, too.
          remote.dot-netty.tcp.connection-timeout = 3 s

          cluster {
            # A node that was given up ends its entities and leaves by itself; the process then exits.
            run-coordinated-shutdown-when-down = on

            # A node is in when everyone has seen it, and not before: shards on one that may never come up are lost time.
            allow-weakly-up-members = off

            failure-detector {
              heartbeat-interval = 500 ms
              acceptable-heartbeat-pause = {{Ms(settings.HeartbeatPause)}}
            }
            unreachable-nodes-reaper-interval = 500 ms

            # Who was given up is removed when all have heard of it: twice as quick as by the defaults, for a few hundred
            # bytes a second.
            gossip-interval = 500 ms
            leader-actions-interval = 500 ms

            downing-provider-class = "Cluster.Actors.Membership.DowningProvider, Cluster.Actors"
            down-removal-margin = {{Ms(settings.RemovalMargin)}}
            split-brain-resolver {
              active-strategy = {{(shared ? "lease-majority" : "keep-majority")}}

              # The larger part has it without the database, so there is nobody to be let go first.
              lease-majority {
                lease-implementation = parley.split-lease
                acquire-lease-delay-for-minority = 100 ms
              }

              stable-after = {{Ms(settings.StableAfter)}}

              # Where nodes come and go from view all the time, some may decide otherwise than others. All of them end then,
              # to be started again by their service managers. The engine's own measure, 4 s beyond a short stable-after,
              # would do that for two short disturbances in a row.
              down-all-when-unstable = {{Ms(settings.StableAfter * 5)}}
            }
            sharding {
              # Where shards live is known to all nodes through replicated data, never through the journal, and which entities
              # live is not remembered: clients bring theirs back. Entities end by their own rule: a live meeting gets no
              # messages through its region for minutes.
              state-store-mode = ddata
              remember-entities = off
              passivate-idle-entity-after = off

              # A new coordinator reads where shards are from a majority of the nodes; one that died is not waited for long.
              waiting-for-state-timeout = 1 s
              updating-state-timeout = 2 s
              coordinator-failure-backoff = 1 s
              shard-failure-backoff = 1 s
              entity-restart-backoff = 1 s
              shard-start-timeout = 2 s

              # From the wish to move a shard to its entities' end; a bridge's last word to the media plane takes moments.
              handoff-timeout = 15 s
              rebalance-interval = 5 s
            }
          }
        }
        parley.split-lease.lease-class = "Cluster.Actors.Membership.SplitLease, Cluster.Actors"
        """);

    private static string Ms(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0} ms");
}
