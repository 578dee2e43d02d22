using System.Data.Common;

namespace Cluster.Actors.Accounts;

/// <summary>Whether there is such an account cannot be said now: the database or the account's node does not answer.</summary>
public sealed class AccountsUnavailableException(string sentence) : DbException(sentence);
