using Cluster.Host.Configuration;

namespace Host.Tests.Configuration;

/// <summary>Whatever is wrong with the configuration is said in one sentence that names the place and the remedy.</summary>
public sealed class RefusalTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    [Theory]
    [InlineData("parley.media.prot=1", "did you mean parley.media.port?")]
    [InlineData("parley.web.signalling.message-byte-max=1", "did you mean parley.web.signalling.message-bytes-max?")]
    [InlineData("parley.media=1", "it is a group of settings")]
    [InlineData("parley.quite.something.else.that.nobody.knows=1", "hocon/reference.conf")]
    [InlineData("akka.loglevel=DEBUG", "hocon/reference.conf")]
    [InlineData("media.port=1", "did you mean parley.media.port?")]
    [InlineData("parley.media.port", "a key and a value")]
    [InlineData("=1", "a key and a value")]
    [InlineData("parley.media.port=many", "\"many\" but must be a whole number from 0 to 65535")]
    [InlineData("parley.media.port=", "must be a whole number")]
    [InlineData("parley.media.port=65536", "must be a whole number")]
    [InlineData("parley.media.port=1.5", "must be a whole number")]
    [InlineData("parley.media.workers=-1", "must be a whole number from 0")]
    [InlineData("parley.media.endpoints-per-worker=0", "must be a whole number from 1")]
    [InlineData("parley.media.addresses=300.1.1.1", "IP addresses")]
    [InlineData("parley.media.addresses=1.2.3", "IP addresses")]
    [InlineData("parley.media.addresses=meet.example.org", "IP addresses")]
    [InlineData("parley.media.consent-timeout=30", "must be a duration from 1 s to 10 m")]
    [InlineData("parley.media.consent-timeout=soon", "must be a duration")]
    [InlineData("parley.web.signalling.message-bytes-max=512", "must be a size from 4 KiB to 16 MiB")]
    [InlineData("parley.web.urls=ftp://127.0.0.1:8080", "addresses to listen on")]
    [InlineData("parley.web.urls=8080", "addresses to listen on")]
    [InlineData("parley.web.urls=http://127.0.0.1", "addresses to listen on")]
    [InlineData("parley.web.urls=http://127.0.0.1:99999", "addresses to listen on")]
    [InlineData("parley.web.urls=http://127.0.0.1:80/path", "addresses to listen on")]
    [InlineData("parley.web.urls=http://meet.example.org:80", "addresses to listen on")]
    [InlineData("parley.web.allowed-origins=https://a.example/path", "origins such as")]
    [InlineData("parley.web.addresses=https://one.example,http://two.example", "all https or all http")]
    [InlineData("parley.web.addresses=one.example", "origins such as")]
    [InlineData("parley.log.level=loud", "one of trace, debug, information, warning, error, critical, none")]
    [InlineData("parley.log.level=3", "one of trace")]
    [InlineData("parley.cluster.name=my cluster", "letters, digits and hyphens")]
    [InlineData("parley.cluster.seeds=10.0.0.1", "addresses of nodes")]
    [InlineData("parley.accounts.domains=meet.example.org/x", "parley.accounts.domains")]
    [InlineData("parley.accounts.invite-lifetime=0 s", "must be a duration from 1 m")]
    [InlineData("parley.passwords.blocklist-file=gone.txt", "cannot be read")]
    [InlineData("parley.passwords.blocklist-file=.", "cannot be read")]
    [InlineData("parley.telemetry.metrics-urls=http://192.0.2.1:9464", "may only have http on localhost or on a loopback or private address")]
    [InlineData("parley.telemetry.metrics-urls=http://*:9464", "may only have http")]
    [InlineData("parley.telemetry.metrics-urls=https://127.0.0.1:9464", "may only have http")]
    [InlineData("parley.telemetry.metrics-urls=127.0.0.1:9464", "addresses to listen on")]
    [InlineData("parley.telemetry.otlp.endpoint=collector:4318", "a collector's address such as")]
    [InlineData("parley.telemetry.otlp.protocol=thrift", "one of http, grpc")]
    [InlineData("parley.telemetry.otlp.headers-file=gone.txt", "cannot be read")]
    [InlineData("parley.telemetry.otlp.interval=10 ms", "must be a duration from 1 s to 1 h")]
    [InlineData("parley.telemetry.otlp.traces-percent=101", "a whole number from 0 to 100")]
    [InlineData("parley.rooms.storage-timeout=60 s", "must be shorter than parley.web.signalling.request-timeout")]
    [InlineData("parley.rooms.participants-max-default=600", "must not be above parley.rooms.participants-limit")]
    public void On_the_command_line(string set, string said) => Assert.Contains(said, Refused(new StartOptions { Sets = [set] }), StringComparison.Ordinal);

    [Theory]
    [InlineData("parley { media { port = 1 }", "line 1: '{' is never closed")]
    [InlineData("parley {\n  media { port = 1 }\n}\n}", "line 4: '}' closes nothing")]
    [InlineData("parley {\n  data-directory = \"/srv\n}", "line 2: a quote is missing")]
    [InlineData("parley.web.urls = http://127.0.0.1:8080", "put quotes around every text that contains ':'")]
    [InlineData("parley.media.port = ${nowhere}", "put quotes")]
    [InlineData("parley.web.urls = [http://127.0.0.1:8080]", "line 1: a list holds texts and numbers, and text with ':' needs quotes")]
    [InlineData("parley.web.urls = [=]", "text with '=' needs quotes")]
    [InlineData("include \"other.conf\"", "no include")]
    [InlineData("parley.media.prot = 1", "did you mean parley.media.port?")]
    [InlineData("parley.media.port = [1, 2]", "must be a whole number")]
    [InlineData("just some words", "There is no setting")]
    public void In_a_file(string text, string said)
    {
        File.WriteAllText(_file, text);
        var sentence = Refused(new StartOptions { ConfigFile = _file });
        Assert.Contains(said, sentence, StringComparison.Ordinal);
        Assert.Contains(_file, sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_cannot_be_read()
    {
        Assert.Contains("There is no configuration file", Refused(new StartOptions { ConfigFile = _file + ".gone" }), StringComparison.Ordinal);
        Assert.Contains("is a directory", Refused(new StartOptions { ConfigFile = Path.GetTempPath() }), StringComparison.Ordinal);
        File.WriteAllText(_file, new string('#', (1 << 20) + 1));
        Assert.Contains("too large", Refused(new StartOptions { ConfigFile = _file }), StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_of_passwords_that_is_too_large()
    {
        using (var large = File.OpenWrite(_file))
        {
            large.SetLength((64L << 20) + 1);
        }

        var sentence = Refused(new StartOptions { Sets = [$"parley.passwords.blocklist-file={_file}"] });
        Assert.Contains("larger than 64 MiB", sentence, StringComparison.Ordinal);
        Assert.Contains("parley.passwords.blocklist-file", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_of_passwords_is_read()
    {
        File.WriteAllText(_file, "quiet river lantern\nshort\n");
        var settings = ParleySettings.Read(ConfigurationLayers.Build(new StartOptions { Sets = [$"parley.passwords.blocklist-file={_file}"] }));
        Assert.Equal(1, settings.Actors.PasswordBlocklist.Count);
    }

    [Fact]
    public void Braces_in_comments_and_quotes_are_no_braces()
    {
        File.WriteAllText(_file, "# {{{ \"\n// }}}\nparley.data-directory = \"/srv/{x}\" # \"");
        Assert.Equal("/srv/{x}", ParleySettings.Read(ConfigurationLayers.Build(new StartOptions { ConfigFile = _file })).Host.DataDirectory);
    }

    [Fact]
    public void Random_text_is_refused_or_read_but_never_a_fault() =>
        CsCheck.Check.Sample(
            CsCheck.Gen.String[CsCheck.Gen.Char["{}[]\"#=:.+${}\n \\abparley,012"], 0, 60],
            text =>
            {
                try
                {
                    _ = new SettingsSource(ReferenceConfiguration.Layer(), SettingsLayer.Parse("in a test", text));
                }
                catch (StartRefusedException refusal)
                {
                    Assert.Equal(ExitCode.Configuration, refusal.ExitCode);
                }
            },
            iter: 500);

    public void Dispose() => File.Delete(_file);

    private static string Refused(StartOptions options)
    {
        var refusal = Assert.Throws<StartRefusedException>(() => ParleySettings.Read(ConfigurationLayers.Build(options)));
        Assert.Equal(ExitCode.Configuration, refusal.ExitCode);
        Assert.DoesNotContain('\n', refusal.Message);
        Assert.EndsWith(refusal.Message.EndsWith('?') ? "?" : ".", refusal.Message, StringComparison.Ordinal);
        return refusal.Message;
    }
}
