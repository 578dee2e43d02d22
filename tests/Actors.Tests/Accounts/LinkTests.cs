using Cluster.Actors.Accounts;
using Microsoft.Extensions.Time.Testing;

namespace Actors.Tests.Accounts;

/// <summary>One-time links as their holders and thieves meet them.</summary>
public sealed class LinkTests : IAsyncLifetime
{
    private const string Password = "quiet river lantern";
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private readonly FakeTimeProvider time = new(DateTimeOffset.UtcNow);
    private OneNode node = null!;

    private AccountDirectory Accounts => node.Accounts;

    public async Task InitializeAsync() => node = await OneNode.StartAsync(OneNode.Settings, time);

    public async Task DisposeAsync() => await node.DisposeAsync();

    [Fact]
    public async Task An_invitation_shows_whose_it_is_and_sets_the_password_once()
    {
        var (ann, token) = await AddAsync("ann");
        var found = Assert.IsType<AccountReply.LinkFound>(await Accounts.LookAtLinkAsync(token));
        Assert.Equal(new AccountIdentity(ann, "ann", "Ann", AccountRole.Host), found.Identity);
        Assert.Equal((LinkPurpose.Invite, time.GetUtcNow().Add(Day).ToUnixTimeMilliseconds()), (found.Purpose, found.ExpiresAtMs));
        Assert.Equal("login-failed", Code(await Accounts.VerifyAsync("ann", Password, null, null)));
        Assert.Equal(new AccountReply.Verified(found.Identity), await Accounts.UseLinkAsync(token, Password));
        Assert.Equal(new AccountReply.Verified(found.Identity), await Accounts.VerifyAsync("ann", Password, null, null));
        Assert.Equal("link-used", Code(await Accounts.UseLinkAsync(token, "another river lantern")));
        Assert.Equal("link-used", Code(await Accounts.LookAtLinkAsync(token)));
        Assert.Equal(new AccountReply.Verified(found.Identity), await Accounts.VerifyAsync("ann", Password, null, null));
        var shown = Assert.IsType<AccountReply.Shown>(await Accounts.ShowAsync(ann)).Summary;
        Assert.True(shown.HasPassword);
        Assert.Empty(shown.Links);
        Assert.Equal(time.GetUtcNow().ToUnixTimeMilliseconds(), shown.LastSignInAtMs);
    }

    [Fact]
    public async Task Of_many_who_use_one_link_at_once_one_succeeds()
    {
        var (_, token) = await AddAsync("ann");
        var replies = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => Accounts.UseLinkAsync(token, $"quiet river lantern {number}")));
        Assert.Single(replies.OfType<AccountReply.Verified>());
        Assert.All(replies.OfType<AccountReply.Refused>(), refused => Assert.Equal("link-used", refused.Code));
    }

    [Fact]
    public async Task A_password_that_is_refused_does_not_use_the_link_up()
    {
        var (_, token) = await AddAsync("ann");
        Assert.Equal("password-too-short", Code(await Accounts.UseLinkAsync(token, "short")));
        Assert.Equal("password-common", Code(await Accounts.UseLinkAsync(token, "passwordpassword")));
        Assert.Equal("password-personal", Code(await Accounts.UseLinkAsync(token, "ann.parley.2026")));
        Assert.IsType<AccountReply.Verified>(await Accounts.UseLinkAsync(token, Password));
    }

    [Fact]
    public async Task A_link_expires()
    {
        var (ann, token) = await AddAsync("ann");
        time.Advance(Day - TimeSpan.FromMilliseconds(1));
        Assert.IsType<AccountReply.LinkFound>(await Accounts.LookAtLinkAsync(token));
        time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal("link-expired", Code(await Accounts.LookAtLinkAsync(token)));
        Assert.Equal("link-expired", Code(await Accounts.UseLinkAsync(token, Password)));
        Assert.Empty(Assert.IsType<AccountReply.Shown>(await Accounts.ShowAsync(ann)).Summary.Links);
        Assert.Empty((await Accounts.ListAsync(null, 1))[0].Links);
    }

    [Fact]
    public async Task A_revoked_one_opens_nothing_and_a_new_one_does()
    {
        var (ann, token) = await AddAsync("ann");
        Assert.IsType<AccountReply.Done>(await Accounts.RevokeLinksAsync(ann));
        Assert.Equal("link-unknown", Code(await Accounts.UseLinkAsync(token, Password)));
        var link = Assert.IsType<AccountReply.Linked>(await Accounts.InviteAsync(ann, LinkPurpose.Reset, Day)).Link;
        Assert.Equal(LinkPurpose.Reset, Assert.IsType<AccountReply.LinkFound>(await Accounts.LookAtLinkAsync(link.Token)).Purpose);
    }

    [Fact]
    public async Task A_sixth_makes_the_oldest_void_and_a_password_makes_all_void()
    {
        var (ann, first) = await AddAsync("ann");
        List<string> tokens = [first];
        for (var number = 0; number < AccountLinks.OpenMax; number++)
        {
            tokens.Add(Assert.IsType<AccountReply.Linked>(await Accounts.InviteAsync(ann, LinkPurpose.Reset, Day)).Link.Token);
        }

        Assert.Equal("link-unknown", Code(await Accounts.LookAtLinkAsync(tokens[0])));
        Assert.Equal(AccountLinks.OpenMax, (await Accounts.ListAsync(null, 1))[0].Links.Count);
        Assert.IsType<AccountReply.Verified>(await Accounts.UseLinkAsync(tokens[2], Password));
        Assert.Equal("link-unknown", Code(await Accounts.UseLinkAsync(tokens[5], Password)));
        var fresh = Assert.IsType<AccountReply.Linked>(await Accounts.InviteAsync(ann, LinkPurpose.Reset, Day)).Link.Token;
        Assert.IsType<AccountReply.Done>(await Accounts.SetPasswordAsync(ann, "another river lantern"));
        Assert.Equal("link-unknown", Code(await Accounts.UseLinkAsync(fresh, Password)));
    }

    [Fact]
    public async Task What_is_guessed_opens_nothing()
    {
        var (ann, token) = await AddAsync("ann");
        Assert.Equal("link-unknown", Code(await Accounts.LookAtLinkAsync(LinkToken.New(ann, LinkPurpose.Invite, long.MaxValue).Token)));
        Assert.Equal("link-unknown", Code(await Accounts.UseLinkAsync(LinkToken.New(AccountId.New(), LinkPurpose.Invite, 0).Token, Password)));
        Assert.Equal("link-unknown", Code(await Accounts.LookAtLinkAsync(token[..^1] + (token[^1] == 'A' ? 'B' : 'A'))));
        Assert.All(await Task.WhenAll(((string[])["", "x", "../../etc", token + "A", new string('A', 100_000)]).Select(Accounts.LookAtLinkAsync)),
            reply => Assert.Equal("link-unknown", Code(reply)));
        Assert.IsType<AccountReply.LinkFound>(await Accounts.LookAtLinkAsync(token));
    }

    [Fact]
    public async Task A_link_of_a_disabled_or_removed_account_opens_nothing()
    {
        var (ann, token) = await AddAsync("ann");
        await Accounts.DisableAsync(ann);
        Assert.Equal("link-unknown", Code(await Accounts.UseLinkAsync(token, Password)));
        await Accounts.EnableAsync(ann);
        Assert.IsType<AccountReply.LinkFound>(await Accounts.LookAtLinkAsync(token));
        await Accounts.RemoveAsync(ann);
        Assert.Equal("link-unknown", Code(await Accounts.UseLinkAsync(token, Password)));
    }

    [Fact]
    public async Task A_link_that_sets_a_password_ends_what_a_thief_began()
    {
        var ann = Assert.IsType<AccountReply.Created>(await Accounts.CreateAsync("ann", "Ann", Password)).Account;
        var stolen = await node.Sessions.AddAsync(ann, "Thief", "192.0.2.1", time.GetUtcNow(), Day);
        var link = Assert.IsType<AccountReply.Linked>(await Accounts.InviteAsync(ann, LinkPurpose.Reset, Day)).Link;
        Assert.Equal(ann, await node.Sessions.FindAsync(stolen, time.GetUtcNow()));
        Assert.IsType<AccountReply.Verified>(await Accounts.UseLinkAsync(link.Token, "another river lantern"));
        Assert.Null(await node.Sessions.FindAsync(stolen, time.GetUtcNow()));
        Assert.Equal("login-failed", Code(await Accounts.VerifyAsync("ann", Password, null, null)));
    }

    private async Task<(AccountId Account, string Token)> AddAsync(string login)
    {
        var linked = Assert.IsType<AccountReply.Linked>(await Accounts.AddAsync(login, "Ann", AccountRole.Host, Day));
        return (linked.Account, linked.Link.Token);
    }

    private static string Code(AccountReply reply) => Assert.IsType<AccountReply.Refused>(reply).Code;
}
