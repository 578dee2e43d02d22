using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Postgres;

/// <summary>
/// A throw-away PostgreSQL server of this test process: in a temporary directory, on loopback, on a port of its own, by
/// a user that is not root. It ends with the process, however that ends.
/// </summary>
internal sealed class PostgresServer
{
    private const string Password = "lantern river";
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);
    private static readonly Lazy<Task<PostgresServer>> s_shared = new(StartAsync);

    private readonly int _port;
    private int _databases;

    private PostgresServer(int port) => _port = port;

    /// <summary>The server of this process, started when it is first asked for.</summary>
    public static Task<PostgresServer> SharedAsync() => s_shared.Value;

    /// <summary>A new, empty database; what Npgsql connects with.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = $"test_{Interlocked.Increment(ref _databases)}";
        await RunAsync(ConnectionString("postgres"), $"CREATE DATABASE {name}");
        return ConnectionString(name);
    }

    /// <summary>The same as an address.</summary>
    public static string UrlOf(string connectionString)
    {
        var parts = new NpgsqlConnectionStringBuilder(connectionString);
        return $"postgres://{parts.Username}:{Uri.EscapeDataString(parts.Password!)}@{parts.Host}:{parts.Port}/{parts.Database}";
    }

    /// <summary>Runs a statement; the result is its first value.</summary>
    public static async Task<object?> RunAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    private string ConnectionString(string database) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = _port,
        Username = "parley",
        Password = Password,
        Database = database,
        MaxPoolSize = 25,
    }.ConnectionString;

    // The shell waits for its input to end, which it does with this process, and takes the server with it.
    private static async Task<PostgresServer> StartAsync()
    {
        var port = FreePort();
        var shell = new ProcessStartInfo("/bin/sh") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        shell.ArgumentList.Add("-c");
        shell.ArgumentList.Add("""
            set -e
            bin=$(dirname "$(command -v initdb || ls -d /usr/lib/postgresql/*/bin/initdb | sort -V | tail -n 1)")
            data=$(mktemp -d)
            as=
            if [ "$(id -u)" = 0 ]; then
              chown postgres "$data"
              as='setpriv --reuid=postgres --regid=postgres --clear-groups --'
            fi
            cd "$data"
            printf '%s' "$2" >"$data/password" && chmod 644 "$data/password"
            $as "$bin/initdb" -D "$data/db" -U parley -A scram-sha-256 --pwfile="$data/password" -E UTF8 --locale=C.UTF-8 --no-sync >"$data/initdb.log" 2>&1 || { cat "$data/initdb.log" >&2; rm -rf "$data"; exit 1; }
            $as "$bin/postgres" -D "$data/db" -p "$1" -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off -c max_connections=300 </dev/null >"$data/log" 2>&1 &
            server=$!
            cat >/dev/null
            kill -INT $server 2>/dev/null || true
            wait $server || true
            cd / && rm -rf "$data"
            """);
        shell.ArgumentList.Add("sh");
        shell.ArgumentList.Add($"{port}");
        shell.ArgumentList.Add(Password);
        var running = Process.Start(shell)!;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => running.StandardInput.Close();
        var server = new PostgresServer(port);
        using var patience = new CancellationTokenSource(s_patience);
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!await server.AnswersAsync())
        {
            if (running.HasExited)
            {
                throw new InvalidOperationException($"PostgreSQL did not start (Debian: apt-get install postgresql): {await running.StandardError.ReadToEndAsync(patience.Token)}");
            }

            await tick.WaitForNextTickAsync(patience.Token);
        }

        return server;
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            await RunAsync(ConnectionString("postgres"), "SELECT 1");
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
