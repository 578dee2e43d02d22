using Cluster.Actors.Accounts;

namespace Actors.Tests.Accounts;

public sealed class ExternalSignInTests : IAsyncLifetime
{
    private OneNode node = null!;

    private AccountDirectory Accounts => node.Accounts;

    public async Task InitializeAsync() => node = await OneNode.StartAsync(OneNode.Settings);

    public async Task DisposeAsync() => await node.DisposeAsync();

    [Fact]
    public async Task The_first_time_makes_an_account_and_later_ones_take_over_name_and_role()
    {
        var first = Verified(await SignInAsync("sub-1", "Ann.Lee", "Ann Lee", AccountRole.Host));
        Assert.Equal(("ann.lee", "Ann Lee", AccountRole.Host), (first.Login, first.Name, first.Role));
        var second = Verified(await SignInAsync("sub-1", "renamed", "Ann Smith", AccountRole.Admin));
        Assert.Equal(new AccountIdentity(first.Account, "ann.lee", "Ann Smith", AccountRole.Admin), second);
        Assert.Equal(second, await Accounts.IdentifyAsync(first.Account));
        var shown = Assert.Single(await Accounts.ListAsync(null, 10));
        Assert.Equal(("provider", false, AccountRole.Admin), (shown.External, shown.HasPassword, shown.Role));
        Assert.NotNull(shown.LastSignInAtMs);
    }

    [Fact]
    public async Task A_name_that_is_taken_gets_a_number_and_never_the_other_s_account()
    {
        var local = Assert.IsType<AccountReply.Created>(await Accounts.CreateAsync("ann", "Ann", "quiet river lantern", AccountRole.Admin)).Account;
        var one = Verified(await SignInAsync("sub-1", "ann", "Other Ann", AccountRole.Host));
        var two = Verified(await SignInAsync("sub-2", "ANN", "Third Ann", AccountRole.Host));
        Assert.Equal(("ann-2", "ann-3"), (one.Login, two.Login));
        Assert.Equal(3, new[] { local, one.Account, two.Account }.Distinct().Count());
        Assert.Equal("Ann", (await Accounts.IdentifyAsync(local))?.Name);
        var elsewhere = Verified(await Accounts.SignInExternalAsync("another provider", "sub-1", "ann", "Ann", AccountRole.Host));
        Assert.NotEqual(one.Account, elsewhere.Account);
    }

    [Fact]
    public async Task One_person_who_comes_twice_at_once_has_one_account()
    {
        var all = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => SignInAsync("sub-1", "ann", "Ann", AccountRole.Host)));
        Assert.Single(all.Select(Verified).Select(identity => identity.Account).Distinct());
        Assert.Single(await Accounts.ListAsync(null, 10));
    }

    [Fact]
    public async Task A_disabled_one_stays_out_and_a_removed_one_begins_anew()
    {
        var ann = Verified(await SignInAsync("sub-1", "ann", "Ann", AccountRole.Host)).Account;
        await Accounts.DisableAsync(ann);
        Assert.Equal("account-disabled", Code(await SignInAsync("sub-1", "ann", "Ann", AccountRole.Admin)));
        Assert.Equal(AccountRole.Host, Assert.IsType<AccountReply.Shown>(await Accounts.ShowAsync(ann)).Summary.Role);
        await Accounts.RemoveAsync(ann);
        Assert.NotEqual(ann, Verified(await SignInAsync("sub-1", "ann", "Ann", AccountRole.Host)).Account);
    }

    [Theory]
    [InlineData("ann lee@example.org", "ann.lee@example.org")]
    [InlineData("", "user")]
    [InlineData(" \u202E ", "user")]
    public async Task Whatever_the_provider_calls_people_becomes_a_login_name(string said, string login)
    {
        var identity = Verified(await SignInAsync("sub-1", said, "", AccountRole.Host));
        Assert.Equal((login, login), (identity.Login, identity.Name));
    }

    [Fact]
    public async Task A_provider_that_names_nobody_is_refused()
    {
        Assert.Equal("bad-request", Code(await SignInAsync("", "ann", "Ann", AccountRole.Host)));
        Assert.Equal("bad-request", Code(await SignInAsync(new string('x', 256), "ann", "Ann", AccountRole.Host)));
        Assert.IsType<AccountReply.Verified>(await SignInAsync("sub-1", new string('x', 5000), new string('y', 5000), AccountRole.Host));
    }

    [Fact]
    public async Task Without_a_password_there_is_no_way_in_by_one()
    {
        Verified(await SignInAsync("sub-1", "ann", "Ann", AccountRole.Host));
        Assert.Equal("login-failed", Code(await Accounts.VerifyAsync("ann", "", null, null)));
    }

    private Task<AccountReply> SignInAsync(string subject, string login, string name, AccountRole role) =>
        Accounts.SignInExternalAsync("provider", subject, login, name, role);

    private static AccountIdentity Verified(AccountReply reply) => Assert.IsType<AccountReply.Verified>(reply).Identity;

    private static string Code(AccountReply reply) => Assert.IsType<AccountReply.Refused>(reply).Code;
}
