using System.CommandLine;
using Cluster.Host.Commands.Access;
using Cluster.Host.Commands.Text;
using Cluster.Host.Configuration;

namespace Cluster.Host.Commands;

/// <summary>One run of a command: what was typed, the way to the node, and where answers go.</summary>
internal sealed class CommandRun(ParseResult parsed, bool needsNode) : IAsyncDisposable
{
    private NodeAccess? _access;

    /// <summary>Whether programs read what is printed.</summary>
    public bool Json => parsed.GetValue(NodeOptions.Json);

    /// <summary>What was typed for an argument that must be there.</summary>
    public string Value(Argument<string> argument) => parsed.GetRequiredValue(argument);

    /// <summary>What was typed for an argument that may be left out; null: nothing.</summary>
    public string? ValueOrNull(Argument<string?> argument) => parsed.GetValue(argument);

    /// <summary>What was typed for an option, or its default.</summary>
    public T? Value<T>(Option<T> option) => parsed.GetValue(option);

    /// <summary>The admin API; the way is found at the first use, so that nobody waits for a password with the data in hand.</summary>
    public async Task<AdminClient> NodeAsync()
    {
        _access ??= await NodeAccess.OpenAsync(
            new StartOptions { Data = parsed.GetValue(NodeOptions.Data), ConfigFile = parsed.GetValue(NodeOptions.Config) }, needsNode).ConfigureAwait(false);
        return _access.Client;
    }

    /// <summary>Prints an answer: as JSON for programs, in words for people.</summary>
    public void Answer<T>(T answer, Func<T, string> words) => Console.Out.WriteLine(Json ? CommandJson.Write(answer) : words(answer).TrimEnd('\n'));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_access is not null)
        {
            await _access.DisposeAsync().ConfigureAwait(false);
        }
    }
}
