using System.Data.Common;
using System.Security.Cryptography;
using Cluster.Actors.Security;
using Cluster.Actors.Storage;
using Cluster.Host.Tls.Acme;
using Microsoft.Data.Sqlite;

namespace Host.Tests.Acme;

/// <summary>The table that nodes share, in memory.</summary>
internal sealed class TestStore : IDisposable
{
    private readonly string _connection = $"Data Source=acme-{Guid.NewGuid():N};Mode=Memory;Cache=Shared";
    private readonly SqliteConnection _kept;
    private readonly SecretBox _box = SecretBox.Of(RandomNumberGenerator.GetBytes(SecretBox.KeyBytes));

    public TestStore()
    {
        _kept = new SqliteConnection(_connection);
        _kept.Open();
        using var make = _kept.CreateCommand();
        make.CommandText = "CREATE TABLE secrets (kind TEXT, id TEXT, value TEXT, updated_ms INTEGER, PRIMARY KEY (kind, id))";
        make.ExecuteNonQuery();
    }

    /// <summary>One node's view of it.</summary>
    public CertificateVault Vault(TimeProvider time) => new(Table(time), _box, time);

    public SecretTable Table(TimeProvider time) => new(OpenAsync, time);

    public void Dispose() => _kept.Dispose();

    private async Task<DbConnection> OpenAsync()
    {
        var connection = new SqliteConnection(_connection);
        await connection.OpenAsync();
        return connection;
    }
}
