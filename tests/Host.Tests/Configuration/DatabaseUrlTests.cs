using Cluster.Host.Configuration;
using Npgsql;

namespace Host.Tests.Configuration;

/// <summary>A database's address is read as PostgreSQL's own programs read it, and never shown where it is refused.</summary>
public sealed class DatabaseUrlTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    [Fact]
    public void All_its_parts_arrive_decoded()
    {
        var read = DatabaseUrl.Read("postgres://par%40ley:a%23%2Fb%3Ac@db.example.org:5433/meet%20ings?sslmode=verify-full&sslrootcert=%2Fetc%2Froot.pem");
        Assert.Equal(
            ("db.example.org", 5433, "par@ley", "a#/b:c", "meet ings", SslMode.VerifyFull, "/etc/root.pem"),
            (read.Host!, read.Port, read.Username!, read.Password!, read.Database!, read.SslMode, read.RootCertificate!));
    }

    [Theory]
    [InlineData("postgresql://db/name", "db", 5432)]
    [InlineData("postgres://ann@[2001:db8::1]:6000/name", "2001:db8::1", 6000)]
    public void What_may_be_left_out_has_the_usual_value(string url, string host, int port)
    {
        var read = DatabaseUrl.Read(url);
        Assert.Equal((host, port, null, "name"), (read.Host!, read.Port, read.Password, read.Database!));
    }

    [Fact]
    public void Of_several_hosts_the_one_that_can_be_written_to_is_taken()
    {
        var read = DatabaseUrl.Read("postgres://ann@one:5433,two/name");
        Assert.Equal(("one:5433,two:5432", "primary"), (read.Host!, read.TargetSessionAttributes!));
    }

    [Theory]
    [InlineData("")]
    [InlineData("mysql://ann:s3cret@db/name")]
    [InlineData("postgres://ann:s3cret@db")]
    [InlineData("postgres://ann:s3cret@db/")]
    [InlineData("postgres://ann:s3cret#@db/name")]
    [InlineData("postgres://ann:s3cret@db:0/name")]
    [InlineData("postgres://ann:s3cret@db:99999/name")]
    [InlineData("postgres://ann:s3cret@d b/name")]
    [InlineData("postgres://ann:s3cret@db/name?sslmode=s3cret")]
    [InlineData("postgres://ann:s3cret@db/name?options=s3cret")]
    public void Anything_else_is_refused_without_being_shown(string url)
    {
        var refusal = Assert.Throws<StartRefusedException>(() => Read(url));
        Assert.Equal(ExitCode.Configuration, refusal.ExitCode);
        Assert.DoesNotContain("s3cret", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_password_may_come_from_a_file_and_shows_nowhere()
    {
        File.WriteAllText(_file, "s3cret\n");
        var settings = Read("postgres://ann@db/name", $"parley.store.password-file={_file}");
        Assert.Equal("s3cret", new NpgsqlConnectionStringBuilder(settings.Actors.Store.PostgresConnectionString).Password);
        Assert.DoesNotContain("s3cret", settings.ToString(), StringComparison.Ordinal);
        Assert.Equal("postgres://ann@db:5432/name", StoreSection.Show(settings.Actors.Store));
    }

    [Theory]
    [InlineData("postgres://db/name", "parley.store.password-file=/nowhere/password", "/nowhere/password")]
    [InlineData(null, "parley.store.url=postgres://db/name", "parley.store.kind")]
    public void What_does_not_go_together_is_refused(string? url, string set, string said) =>
        Assert.Contains(said, Assert.Throws<StartRefusedException>(() => Read(url, set)).Message, StringComparison.Ordinal);

    public void Dispose() => File.Delete(_file);

    private static ParleySettings Read(string? url, params string[] sets) =>
        ParleySettings.Read(ConfigurationLayers.Build(new StartOptions { Database = url, Sets = sets }));
}
