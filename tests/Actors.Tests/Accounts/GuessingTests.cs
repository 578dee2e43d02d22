using System.Net;
using Cluster.Actors.Accounts;
using Microsoft.Extensions.Time.Testing;

namespace Actors.Tests.Accounts;

/// <summary>What somebody meets who guesses names and passwords.</summary>
public sealed class GuessingTests
{
    private const string Password = "quiet river lantern";
    private static readonly IPAddress From = IPAddress.Parse("192.0.2.1");
    private static readonly IPAddress Elsewhere = IPAddress.Parse("198.51.100.1");

    private readonly FakeTimeProvider time = new(DateTimeOffset.UtcNow);

    [Theory]
    [InlineData("ann")]
    [InlineData("nobody")]
    public async Task Guesses_at_one_name_are_slowed_whether_anybody_has_it_or_not(string login)
    {
        await using var node = await OneNode.StartAsync(OneNode.Settings, time);
        await node.Accounts.CreateAsync("ann", "Ann", Password);
        var guesses = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => node.Accounts.VerifyAsync(login, "wrong password", null, null)));
        var codes = guesses.CountBy(Code).ToDictionary();
        Assert.Equal(OneNode.Settings.PasswordFreeAttempts + 1, codes["login-failed"]);
        Assert.Equal(19 - OneNode.Settings.PasswordFreeAttempts, codes["too-many-attempts"]);
        var refused = (AccountReply.Refused)await node.Accounts.VerifyAsync(login, Password, null, null);
        Assert.Equal(("too-many-attempts", 1000), (refused.Code, refused.RetryAfterMs));
        time.Advance(OneNode.Settings.PasswordBackOff);
        Assert.Equal(
            login == "ann" ? null : "login-failed", (await node.Accounts.VerifyAsync(login, Password, null, null) as AccountReply.Refused)?.Code);
    }

    [Fact]
    public async Task Whoever_cannot_get_in_hears_the_same_and_costs_the_same()
    {
        await using var node = await OneNode.StartAsync(OneNode.Settings, time);
        await node.Accounts.CreateAsync("ann", "Ann", Password);
        var disabled = Assert.IsType<AccountReply.Created>(await node.Accounts.CreateAsync("dan", "Dan", Password)).Account;
        await node.Accounts.DisableAsync(disabled);
        await node.Accounts.AddAsync("eve", "Eve", AccountRole.Host, TimeSpan.FromDays(1));
        var removed = Assert.IsType<AccountReply.Created>(await node.Accounts.CreateAsync("bob", "Bob", Password)).Account;
        await node.Accounts.RemoveAsync(removed);
        HashSet<AccountReply> replies = [];
        (string Login, string Guess)[] tries =
        [
            ("ann", "wrong password"), ("nobody", Password), ("dan", Password), ("eve", Password), ("eve", ""), ("bob", Password),
            ("no name", Password), ("", Password), ("ann", ""), ("ann", new string('x', 5000)), ("nobody@example.org", Password),
        ];
        foreach (var (login, guess) in tries)
        {
            var before = node.Passwords.Computed;
            replies.Add(await node.Accounts.VerifyAsync(login, guess, From, "example.org"));
            Assert.Equal(1, node.Passwords.Computed - before);
        }

        Assert.Equal("login-failed", Code(Assert.Single(replies)));
    }

    [Fact]
    public async Task Guesses_at_many_names_from_one_address_are_slowed_and_others_are_not()
    {
        await using var node = await OneNode.StartAsync(OneNode.Settings with { AddressFreeAttempts = 5 }, time);
        await node.Accounts.CreateAsync("ann", "Ann", Password);
        for (var name = 0; name < 6; name++)
        {
            Assert.Equal("login-failed", Code(await node.Accounts.VerifyAsync($"name{name}", "wrong password", From, null)));
        }

        var hashes = node.Passwords.Computed;
        var refused = (AccountReply.Refused)await node.Accounts.VerifyAsync("ann", Password, From, null);
        Assert.Equal(("too-many-attempts", 1000), (refused.Code, refused.RetryAfterMs));
        Assert.Equal(hashes, node.Passwords.Computed);
        Assert.IsType<AccountReply.Verified>(await node.Accounts.VerifyAsync("ann", Password, Elsewhere, null));
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.IsType<AccountReply.Verified>(await node.Accounts.VerifyAsync("ann", Password, From, null));
    }

    [Fact]
    public async Task An_office_that_signs_in_from_one_address_is_not_slowed()
    {
        await using var node = await OneNode.StartAsync(OneNode.Settings with { AddressFreeAttempts = 2 }, time);
        await node.Accounts.CreateAsync("ann", "Ann", Password);
        for (var morning = 0; morning < 20; morning++)
        {
            Assert.IsType<AccountReply.Verified>(await node.Accounts.VerifyAsync("ann", Password, From, null));
        }
    }

    [Theory]
    [InlineData("ann@meet.example.org", null)]
    [InlineData("Ann@EXAMPLE.net", "example.net:8443")]
    [InlineData("ann", "anything")]
    public async Task A_name_may_have_a_domain_of_this_server(string login, string? host)
    {
        await using var node = await OneNode.StartAsync(OneNode.Settings with { AccountDomains = ["meet.example.org"] }, time);
        await node.Accounts.CreateAsync("ann", "Ann", Password);
        var identity = Assert.IsType<AccountReply.Verified>(await node.Accounts.VerifyAsync(login, Password, From, host)).Identity;
        Assert.Equal("ann", identity.Login);
        Assert.Equal("login-failed", Code(await node.Accounts.VerifyAsync("ann@elsewhere.org", Password, From, host)));
    }

    private static string Code(AccountReply reply) => Assert.IsType<AccountReply.Refused>(reply).Code;
}
