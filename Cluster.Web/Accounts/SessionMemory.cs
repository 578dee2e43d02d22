using System.Collections.Concurrent;
using Cluster.Actors.Accounts;

namespace Cluster.Web.Accounts;

/// <summary>
/// Sessions this node has checked and when, so that not every request asks the database. It holds a bounded number; when
/// it is full, what was checked longest ago makes room.
/// </summary>
internal sealed class SessionMemory(AccountsSettings settings, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, Checked> _sessions = new(StringComparer.Ordinal);
    private readonly Lock _sweeping = new();

    /// <summary>Sessions held now.</summary>
    public int Count => _sessions.Count;

    /// <summary>What is known of a session and is new enough to be believed without asking.</summary>
    public AccountIdentity? Fresh(string sessionId) => Younger(sessionId, settings.SessionCheckInterval);

    /// <summary>What is known of a session and is new enough to go on with while the database is away.</summary>
    public AccountIdentity? Tolerable(string sessionId) => Younger(sessionId, settings.SessionGrace);

    /// <summary>A session was found good.</summary>
    public void Keep(string sessionId, AccountIdentity account)
    {
        _sessions[sessionId] = new Checked(account, time.GetTimestamp());
        if (_sessions.Count > settings.SessionsRememberedMax)
        {
            Sweep();
        }
    }

    /// <summary>A session has ended.</summary>
    public void Forget(string sessionId) => _sessions.TryRemove(sessionId, out _);

    /// <summary>An account's sessions have ended or its data changed.</summary>
    public void Forget(AccountId account)
    {
        foreach (var (sessionId, known) in _sessions)
        {
            if (known.Account.Account == account)
            {
                _sessions.TryRemove(sessionId, out _);
            }
        }
    }

    private AccountIdentity? Younger(string sessionId, TimeSpan age) =>
        _sessions.TryGetValue(sessionId, out var known) && time.GetElapsedTime(known.At) <= age ? known.Account : null;

    /// <summary>Half of it goes at once, so that a full table does not sweep at every request.</summary>
    private void Sweep()
    {
        lock (_sweeping)
        {
            if (_sessions.Count > settings.SessionsRememberedMax)
            {
                foreach (var (sessionId, _) in _sessions.OrderBy(session => session.Value.At).Take(_sessions.Count / 2))
                {
                    _sessions.TryRemove(sessionId, out _);
                }
            }
        }
    }

    private sealed record Checked(AccountIdentity Account, long At);
}
