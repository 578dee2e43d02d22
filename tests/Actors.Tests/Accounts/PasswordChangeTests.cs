using Cluster.Actors.Accounts;
using Microsoft.Extensions.Time.Testing;

namespace Actors.Tests.Accounts;

public sealed class PasswordChangeTests : IAsyncLifetime
{
    private const string Password = "quiet river lantern";
    private const string Next = "another river lantern";
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private readonly FakeTimeProvider time = new(DateTimeOffset.UtcNow);
    private OneNode node = null!;
    private AccountId ann;

    public async Task InitializeAsync()
    {
        node = await OneNode.StartAsync(OneNode.Settings, time);
        ann = Assert.IsType<AccountReply.Created>(await node.Accounts.CreateAsync("ann", "Ann", Password)).Account;
    }

    public async Task DisposeAsync() => await node.DisposeAsync();

    [Fact]
    public async Task Who_knows_the_password_may_change_it_and_stays_signed_in_here_alone()
    {
        var (here, there) = (await SignInAsync(), await SignInAsync());
        Assert.Equal("password-wrong", Code(await node.Accounts.ChangePasswordAsync(ann, "wrong password", Next, here)));
        Assert.Equal("password-too-short", Code(await node.Accounts.ChangePasswordAsync(ann, Password, "short", here)));
        Assert.True(await IsSignedInAsync(here) && await IsSignedInAsync(there));
        Assert.IsType<AccountReply.Done>(await node.Accounts.ChangePasswordAsync(ann, Password, Next, here));
        Assert.True(await IsSignedInAsync(here));
        Assert.False(await IsSignedInAsync(there));
        Assert.Equal("login-failed", Code(await node.Accounts.VerifyAsync("ann", Password, null, null)));
        Assert.IsType<AccountReply.Verified>(await node.Accounts.VerifyAsync("ann", Next, null, null));
    }

    [Fact]
    public async Task Guessing_the_present_password_is_slowed_like_any_guess()
    {
        for (var guess = 0; guess <= OneNode.Settings.PasswordFreeAttempts; guess++)
        {
            Assert.Equal("password-wrong", Code(await node.Accounts.ChangePasswordAsync(ann, "wrong password", Next)));
        }

        Assert.Equal("too-many-attempts", Code(await node.Accounts.ChangePasswordAsync(ann, Password, Next)));
        Assert.Equal("too-many-attempts", Code(await node.Accounts.VerifyAsync("ann", Password, null, null)));
        time.Advance(OneNode.Settings.PasswordBackOff);
        Assert.IsType<AccountReply.Done>(await node.Accounts.ChangePasswordAsync(ann, Password, Next));
    }

    [Theory]
    [InlineData("set")]
    [InlineData("disable")]
    [InlineData("remove")]
    public async Task What_an_administrator_does_signs_the_person_out_everywhere_and_nobody_else(string what)
    {
        var bob = Assert.IsType<AccountReply.Created>(await node.Accounts.CreateAsync("bob", "Bob", Password)).Account;
        var bobs = await node.Sessions.AddAsync(bob, "Browser", "192.0.2.1", time.GetUtcNow(), Day);
        var session = await SignInAsync();
        Assert.IsType<AccountReply.Done>(await (what switch
        {
            "set" => node.Accounts.SetPasswordAsync(ann, Next),
            "disable" => node.Accounts.DisableAsync(ann),
            _ => node.Accounts.RemoveAsync(ann),
        }));
        Assert.False(await IsSignedInAsync(session));
        Assert.Equal(bob, await node.Sessions.FindAsync(bobs, time.GetUtcNow()));
    }

    [Theory]
    [InlineData("short", "password-too-short")]
    [InlineData("passwordpassword", "password-common")]
    [InlineData("ann ann ann ann ann", "password-personal")]
    public async Task A_bad_password_is_refused_whoever_sets_it(string password, string code)
    {
        Assert.Equal(code, Code(await node.Accounts.SetPasswordAsync(ann, password)));
        Assert.Equal(code, Code(await node.Accounts.CreateAsync("ann2", "Ann", password)));
        Assert.Null(await node.Accounts.FindAsync("ann2"));
        Assert.IsType<AccountReply.Verified>(await node.Accounts.VerifyAsync("ann", Password, null, null));
    }

    [Fact]
    public async Task The_same_letters_from_another_keyboard_are_the_same_password()
    {
        Assert.IsType<AccountReply.Done>(await node.Accounts.SetPasswordAsync(ann, "gr\u00fcne Laternen am Fluss"));
        Assert.IsType<AccountReply.Verified>(await node.Accounts.VerifyAsync("ann", "gru\u0308ne Laternen am Fluss", null, null));
    }

    [Fact]
    public async Task Without_an_account_there_is_nothing_to_change()
    {
        Assert.Equal("account-unknown", Code(await node.Accounts.SetPasswordAsync(AccountId.New(), Next)));
        Assert.Equal("account-unknown", Code(await node.Accounts.ChangePasswordAsync(AccountId.New(), Password, Next)));
        Assert.Equal("account-unknown", Code(await node.Accounts.RemoveAsync(AccountId.New())));
    }

    private Task<string> SignInAsync() => node.Sessions.AddAsync(ann, "Browser", "192.0.2.1", time.GetUtcNow(), Day);

    private async Task<bool> IsSignedInAsync(string session) => await node.Sessions.FindAsync(session, time.GetUtcNow()) == ann;

    private static string Code(AccountReply reply) => Assert.IsType<AccountReply.Refused>(reply).Code;
}
