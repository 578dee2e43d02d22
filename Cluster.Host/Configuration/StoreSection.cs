using Cluster.Actors;
using Npgsql;

namespace Cluster.Host.Configuration;

/// <summary>Reads <c>parley.store</c>: which database, and how it is reached.</summary>
internal static class StoreSection
{
    private const long PasswordBytesMax = 4_096;

    public static StoreSettings Read(SettingsReader store)
    {
        var kind = store.Choice<StoreKind>("kind");
        var (url, passwordFile) = (store.Text("url"), store.Text("password-file"));
        var (pool, timeout) = (
            store.Number("connections-max", 4, 1_000),
            store.Duration("timeout", TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1)));
        if (kind != StoreKind.Postgresql)
        {
            return url.Length == 0 ? new StoreSettings { Kind = kind } : throw StartRefusedException.ForConfiguration(
                "The setting parley.store.url names a database server, but parley.store.kind is not postgresql: set that too, or give --database alone.");
        }

        var connection = DatabaseUrl.Read(url);
        if (passwordFile.Length > 0)
        {
            connection.Password = ReadPassword(passwordFile);
        }

        connection.MaxPoolSize = pool;
        connection.Timeout = (int)timeout.TotalSeconds;
        connection.CommandTimeout = (int)timeout.TotalSeconds;
        connection.ApplicationName = "parley";
        // A server that went away without a word is noticed by a connection that waits for it.
        connection.KeepAlive = 10;
        return new StoreSettings { Kind = kind, PostgresConnectionString = connection.ConnectionString };
    }

    /// <summary>Where the database is, for people; without the password.</summary>
    public static string Show(StoreSettings store)
    {
        var parts = new NpgsqlConnectionStringBuilder(store.PostgresConnectionString);
        return $"postgres://{(parts.Username is { Length: > 0 } user ? $"{user}@" : "")}{parts.Host}{(parts.Host!.Contains(':', StringComparison.Ordinal) ? "" : $":{parts.Port}")}/{parts.Database}";
    }

    private static string ReadPassword(string path)
    {
        try
        {
            return new FileInfo(path).Length <= PasswordBytesMax
                ? File.ReadAllText(path).TrimEnd('\r', '\n')
                : throw StartRefusedException.ForConfiguration($"The file {path} of the setting parley.store.password-file is too large to be a password: check the path.");
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw StartRefusedException.ForConfiguration($"The file {path} of the setting parley.store.password-file cannot be read: {cause.Message.TrimEnd('.')}.", cause);
        }
    }
}
