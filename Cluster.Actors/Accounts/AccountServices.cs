using System.Security.Cryptography;
using Cluster.Actors.Limits;
using Cluster.Actors.Security;
using Cluster.Actors.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Cluster.Actors.Accounts;

/// <summary>What an account needs from its surroundings.</summary>
/// <param name="EmptyLog">Makes sure that what was deleted from the tables is nowhere in the database's files; false when it is still in use.</param>
internal sealed record AccountServices(
    ActorsSettings Settings,
    TimeProvider Time,
    PasswordHashing Passwords,
    PasswordRules Rules,
    AccountTable Table,
    SessionTable Sessions,
    Func<Task<bool>> EmptyLog);

/// <summary>Puts accounts and what belongs to them into a host.</summary>
internal static class AccountRegistration
{
    /// <summary>Adds the tables, the directory, the guard against guessing and the box for secrets.</summary>
    public static void AddAccounts(this IServiceCollection services, ActorsSettings settings)
    {
        services.AddSingleton(provider => provider.GetRequiredService<ParleyStore>().Accounts);
        services.AddSingleton(provider => new SessionTable(provider.GetRequiredService<ParleyStore>().OpenAsync, settings.SessionsPerAccountMax));
        services.AddSingleton(provider => new SecretTable(
            provider.GetRequiredService<ParleyStore>().OpenAsync, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(_ => SecretBox.Of(settings.SecretKey ?? RandomNumberGenerator.GetBytes(SecretBox.KeyBytes)));
        services.AddSingleton<SecretKeyCheck>();
        services.AddSingleton(provider => new AddressGuard(
            settings.AddressFreeAttempts, settings.PasswordBackOff, settings.PasswordBackOffMax, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new AccountServices(
            settings,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<PasswordHashing>(),
            PasswordRules.Of(settings),
            provider.GetRequiredService<AccountTable>(),
            provider.GetRequiredService<SessionTable>(),
            provider.GetRequiredService<ParleyStore>().EmptyLogAsync));
        services.AddSingleton<AccountDirectory>();
    }
}
