using Cluster.Actors.Security;

namespace Cluster.Actors.Accounts;

/// <summary>What an account needs from its surroundings.</summary>
internal sealed record AccountServices(ActorsSettings Settings, TimeProvider Time, PasswordHashing Passwords, AccountTable Table);
