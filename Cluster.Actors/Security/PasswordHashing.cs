using System.Text;
using Cluster.Actors.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Cluster.Actors.Security;

/// <summary>What a check of a password found.</summary>
internal enum PasswordCheck
{
    /// <summary>It is not the password.</summary>
    Wrong,

    /// <summary>It is.</summary>
    Right,

    /// <summary>It is, but its hash is weaker than hashes are made today.</summary>
    RightButWeak,
}

/// <summary>
/// Makes and checks password hashes (ASP.NET Core Identity's format, PBKDF2-HMAC-SHA512) off the actors' threads. A hash
/// is made to be slow, so only half the processors do it at a time and few wait: a flood of guesses must not take the
/// meetings' time. A password is composed (NFC) first, so that two keyboards that write the same letter differently open
/// the same door.
/// </summary>
internal sealed class PasswordHashing : IDisposable
{
    private const int WaitingMax = 64;

    private readonly PasswordHasher<PasswordHashing> hasher;
    private readonly SemaphoreSlim turns = new(Math.Max(1, Environment.ProcessorCount / 2));
    private readonly Lazy<string> decoy;
    private int waiting;
    private long computed;

    public PasswordHashing(int iterations)
    {
        hasher = new PasswordHasher<PasswordHashing>(Options.Create(new PasswordHasherOptions { IterationCount = iterations }));
        decoy = new Lazy<string>(() => hasher.HashPassword(this, ResumeToken.New().Text));
    }

    /// <summary>Slow hashes computed so far, whatever came of them.</summary>
    public long Computed => Interlocked.Read(ref computed);

    /// <summary>Hashes a password; null when too many wait.</summary>
    public Task<string?> HashAsync(string password) => InTurnAsync<string?>(() => hasher.HashPassword(this, Composed(password)), null);

    /// <summary>Checks a password; null when too many wait. Without a hash it takes as long and finds it wrong.</summary>
    public Task<PasswordCheck?> CheckAsync(string? hash, string password) => InTurnAsync<PasswordCheck?>(() => Check(hash, password), null);

    /// <inheritdoc/>
    public void Dispose() => turns.Dispose();

    private PasswordCheck Check(string? hash, string password) =>
        hasher.VerifyHashedPassword(this, hash ?? decoy.Value, Composed(password)) switch
        {
            _ when hash is null => PasswordCheck.Wrong,
            PasswordVerificationResult.Success => PasswordCheck.Right,
            PasswordVerificationResult.SuccessRehashNeeded => PasswordCheck.RightButWeak,
            _ => PasswordCheck.Wrong,
        };

    private static string Composed(string password) => UnicodeText.Compose(password, NormalizationForm.FormC);

    private async Task<T> InTurnAsync<T>(Func<T> work, T refused)
    {
        if (Interlocked.Increment(ref waiting) > WaitingMax)
        {
            Interlocked.Decrement(ref waiting);
            return refused;
        }

        try
        {
            await turns.WaitAsync().ConfigureAwait(false);
            try
            {
                Interlocked.Increment(ref computed);
                return await Task.Run(work).ConfigureAwait(false);
            }
            finally
            {
                turns.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref waiting);
        }
    }
}
