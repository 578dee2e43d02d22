using System.Runtime.Versioning;
using Cluster.Host.Configuration;
using Cluster.Host.Serving;
using Microsoft.Extensions.Logging;

namespace Host.Tests.Serving;

[UnsupportedOSPlatform("windows")]
public sealed class SecretKeyFileTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("parley-key-").FullName;
    private readonly Written _log = new();

    private string KeyFile => Path.Combine(_data, SecretKeyFile.FileName);

    [Fact]
    public void It_is_made_once_for_its_owner_alone()
    {
        var key = SecretKeyFile.Open(KeyFile, _log);
        Assert.Equal(32, key.Length);
        Assert.Equal(key, SecretKeyFile.Open(KeyFile, _log));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(KeyFile));
        Assert.Equal([KeyFile], Directory.GetFiles(_data));
        Assert.Empty(_log.Lines);
        File.Delete(KeyFile);
        Assert.NotEqual(key, SecretKeyFile.Open(KeyFile, _log));
    }

    [Theory]
    [InlineData("")]
    [InlineData("AAAA")]
    [InlineData("!!!!AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void A_damaged_one_is_refused_and_left_as_it_is(string content)
    {
        File.WriteAllText(KeyFile, content);
        var refusal = Assert.Throws<StartRefusedException>(() => SecretKeyFile.Open(KeyFile, _log));
        Assert.Equal(ExitCode.Data, refusal.ExitCode);
        Assert.Contains(KeyFile, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(content, File.ReadAllText(KeyFile));
    }

    [Fact]
    public void What_cannot_be_read_as_a_file_is_refused()
    {
        File.WriteAllText(KeyFile, new string('A', 1_000_000));
        Assert.Throws<StartRefusedException>(() => SecretKeyFile.Open(KeyFile, _log));
        File.Delete(KeyFile);
        Directory.CreateDirectory(KeyFile);
        Assert.Equal(ExitCode.Data, Assert.Throws<StartRefusedException>(() => SecretKeyFile.Open(KeyFile, _log)).ExitCode);
    }

    [Fact]
    public void One_that_others_can_read_is_warned_of_and_used()
    {
        var key = SecretKeyFile.Open(KeyFile, _log);
        File.SetUnixFileMode(KeyFile, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        Assert.Equal(key, SecretKeyFile.Open(KeyFile, _log));
        Assert.Contains("chmod 600", Assert.Single(_log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_start_that_was_cut_off_left_is_no_key()
    {
        File.WriteAllText(KeyFile + ".new", "half a k");
        Assert.Equal(32, SecretKeyFile.Open(KeyFile, _log).Length);
        Assert.Equal([KeyFile], Directory.GetFiles(_data));
    }

    public void Dispose()
    {
        Directory.Delete(_data, recursive: true);
        _log.Dispose();
    }

    private sealed class Written : ILoggerFactory, ILogger
    {
        public List<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public void AddProvider(ILoggerProvider provider)
        {
        }

        public void Dispose()
        {
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add(formatter(state, exception));
    }
}
