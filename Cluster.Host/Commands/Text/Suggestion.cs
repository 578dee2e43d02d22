using Cluster.Host.Commands.Access;
using Cluster.Host.Configuration;

namespace Cluster.Host.Commands.Text;

/// <summary>Adds to "there is no such thing" the thing that was most likely meant.</summary>
internal static class Suggestion
{
    /// <summary>Runs a command; when it is refused with <paramref name="code"/>, looks among the names that there are.</summary>
    public static async Task<T> WithSuggestionAsync<T>(this Task<T> asked, string code, string typed, Func<Task<IEnumerable<string>>> names)
    {
        try
        {
            return await asked.ConfigureAwait(false);
        }
        catch (CommandRefusedException refusal) when (refusal.Code == code)
        {
            throw NearestKey.Find(typed, await names().ConfigureAwait(false)) is { } near && near != typed
                ? new CommandRefusedException(refusal.ExitCode, refusal.Code, $"{refusal.Message.TrimEnd('.')}: did you mean {near}?", refusal)
                : refusal;
        }
    }
}
