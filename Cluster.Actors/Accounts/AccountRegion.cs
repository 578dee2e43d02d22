using Akka.Actor;
using Akka.Cluster.Sharding;
using Akka.Hosting;
using Cluster.Actors.Sharding;

namespace Cluster.Actors.Accounts;

/// <summary>The region of accounts: entity id is the account's random id.</summary>
internal static class AccountRegion
{
    /// <summary>The region's name in the cluster; never changes.</summary>
    public const string TypeName = "account";

    // Long enough that waiting for an account to forget its wrong passwords gains nothing over the longest back-off.
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(10);

    // Nobody is cut off when an account moves: whoever waits for an answer asks again.
    private const int MovesAtOnceMax = 10;

    /// <summary>Reads accounts' messages.</summary>
    public static EntityExtractor Extractor(int shards) => new(
        message => message is AccountCommand { Account.Value: { Length: > 0 } account } ? account : null,
        entity => ShardFunction.NameOf(entity, shards));

    /// <summary>Starts the region on this node.</summary>
    public static AkkaConfigurationBuilder AddAccounts(this AkkaConfigurationBuilder builder, AccountServices services) =>
        builder.WithRoleRegion<AccountActor>(
            services.Settings,
            NodeRole.Rooms,
            TypeName,
            (_, _) => entity => AccountId.TryCreate(entity, out var id)
                ? Props.Create(() => new AccountActor(id, services))
                : Props.Create<ProbeActor>(),
            Extractor(services.Settings.AccountShards),
            () => ShardAllocationStrategy.LeastShardAllocationStrategy(MovesAtOnceMax, 1),
            Idle);
}
