using Cluster.Actors.Keys;
using Cluster.Actors.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Cluster.Actors.Audit;

/// <summary>Puts the audit log and the keys for programs into a host.</summary>
internal static class AuditRegistration
{
    /// <summary>Adds both; the log begins to write when the database's tables are there.</summary>
    public static void AddAudit(this IServiceCollection services, ActorsSettings settings)
    {
        services.AddSingleton(provider => new AuditTable(provider.GetRequiredService<ParleyStore>().OpenAsync));
        services.AddSingleton(provider => new ApiKeyTable(provider.GetRequiredService<ParleyStore>().OpenAsync, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new AuditLog(
            provider.GetRequiredService<AuditTable>(), settings.Audit, provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILoggerFactory>().CreateLogger<AuditLog>()));
        services.AddHostedService(provider => provider.GetRequiredService<AuditLog>());
    }
}
