using System.Data.Common;
using System.Globalization;
using Cluster.Actors.Storage;
using Cluster.Actors;
using Cluster.Host.Commands.Access;
using Cluster.Host.Configuration;
using Cluster.Host.Serving;

namespace Cluster.Host.Commands.Doctor;

/// <summary>Whether the database answers, soon enough, takes changes, and has the form this version knows.</summary>
internal static class StoreCheck
{
    private const string Check = "database";
    private const string Form = "database-schema";
    private const int SlowMs = 20;

    /// <summary>Oldest PostgreSQL that its makers still mend, by the time of this version.</summary>
    private const int OldestPostgres = 14;

    /// <summary>Looks at it.</summary>
    public static async Task<(IReadOnlyList<Finding> Findings, StoreFindings? Examined)> LookAsync(NodeSetup setup)
    {
        var store = setup.Settings.Actors.Store;
        var file = Path.Combine(setup.DataDirectory, ControlPlane.DatabaseFile);
        if (store.Kind == StoreKind.Memory)
        {
            return ([Finding.Warn(Check, "Everything is kept in memory, and nothing of it lasts beyond the process.", "Leave out parley.store.kind = memory.")], null);
        }

        if (store.Kind == StoreKind.Sqlite && !File.Exists(file))
        {
            return ([Finding.Ok(Check, $"{file} is not there yet; the first start makes it.")], null);
        }

        await using var examination = new StoreExamination(store with { SqlitePath = file });
        try
        {
            var found = await examination.LookAsync(KeyOf(setup)).ConfigureAwait(false);
            return ([.. Answers(setup, found), Schema(found), .. store.Kind == StoreKind.Postgresql ? Shared(setup, found) : []], found);
        }
        catch (DbException cause)
        {
            return ([store.Kind == StoreKind.Postgresql
                ? Finding.Fail(Check, $"The database {StoreSection.Show(store)} does not answer ({cause.Message.TrimEnd('.')}).", "Check that it runs, that this machine reaches it, and the address and password given with --database.")
                : Finding.Fail(Check, $"The database {file} cannot be opened ({cause.Message.TrimEnd('.')}).", "Restore it from a backup (parley restore).")], null);
        }
    }

    private static IEnumerable<Finding> Answers(NodeSetup setup, StoreFindings found)
    {
        var ms = found.RoundTrip.TotalMilliseconds;
        var said = string.Create(CultureInfo.InvariantCulture, $"{found.Server} answers within {ms:0.0} ms");
        yield return found.WhyNotWritable is { } why
            ? Finding.Fail(Check, $"{found.Server} answers, but takes no changes ({why}).", setup.Settings.Actors.Store.Kind == StoreKind.Postgresql ? "Give its user the rights, and name the primary, not a replica." : "Give the user that Parley runs as the right to write the file.")
            : ms > SlowMs ? Finding.Warn(Check, $"{said}, which everybody who joins or changes something waits for.", "Put it nearer, or look what keeps it busy.")
            : Finding.Ok(Check, $"{said} and takes changes.");
    }

    private static Finding Schema(StoreFindings found) => found.Schema switch
    {
        null => Finding.Ok(Form, "It has no tables yet; the first start makes them."),
        var form when form > found.SchemaKnown => Finding.Fail(Form, $"Its tables have form {form}, made by a newer Parley, and this one knows forms up to {found.SchemaKnown}.", "Start that version, or a newer one."),
        var form when form < found.SchemaKnown => Finding.Ok(Form, $"Its tables have form {form}; the next start brings them to {found.SchemaKnown}, and versions before this one do not start on them any more."),
        _ => Finding.Ok(Form, $"Its tables have form {found.Schema}, which is this version's."),
    };

    private static IEnumerable<Finding> Shared(NodeSetup setup, StoreFindings found)
    {
        if (int.TryParse(found.Server.Split(' ', '.')[1], NumberStyles.None, CultureInfo.InvariantCulture, out var version) && version < OldestPostgres)
        {
            yield return Finding.Warn(Check, $"{found.Server} gets no corrections any more.", $"Upgrade it to {OldestPostgres} or later.");
        }

        if (found.KeyFits == false)
        {
            yield return Finding.Fail("secret-key", "The secret key is not the one this database was begun with: this node would not start.", "Copy the secret.key of another node of the cluster here.");
        }

        if (found.Schema is not null && !found.HasLeases)
        {
            yield return Finding.Fail(Form, "The table of leases is missing, by which two halves of a cluster decide which goes on.", "Restore the database from a backup.");
        }

        // Each node has its pool, and one that is started meanwhile another one.
        var wanted = new Npgsql.NpgsqlConnectionStringBuilder(setup.Settings.Actors.Store.PostgresConnectionString).MaxPoolSize * Math.Max(1, found.Nodes.Count);
        yield return wanted > found.ConnectionsMax
            ? Finding.Warn("database-connections", $"{Math.Max(1, found.Nodes.Count)} nodes may want {wanted} connections, and the server takes {found.ConnectionsMax}.", "Raise max_connections of the server, or lower parley.store.connections-max.")
            : Finding.Ok("database-connections", $"The server takes {found.ConnectionsMax} connections, and {Math.Max(1, found.Nodes.Count)} nodes want {wanted} at most.");
        yield return Finding.Ok("nodes", found.Nodes.Count == 0 ? "No node is at work on the database." : $"At work on the database: {string.Join(", ", found.Nodes.Take(20).Select(node => node.Address))}.");
    }

    private static byte[]? KeyOf(NodeSetup setup)
    {
        try
        {
            var path = SecretKeyFile.PathOf(setup.Settings.Host.SecretKeyFile, setup.DataDirectory);
            return File.Exists(path) ? SecretKeyFile.Read(path) : null;
        }
        catch (Exception unread) when (unread is IOException or UnauthorizedAccessException)
        {
            // Said where the key is looked at.
            return null;
        }
    }
}
