using Cluster.Actors.Accounts;
using CsCheck;

namespace Actors.Tests.Accounts;

public sealed class AccountStateTests
{
    private const long MonthMs = 30L * 24 * 3_600_000;

    private static readonly AccountId Id = AccountId.New();

    private static readonly Gen<long> Later = Gen.Long[0, 3 * MonthMs];

    // What may come in any order, each some time after the last.
    private static readonly Gen<(int Kind, long LaterMs, int Pick)[]> Story = Gen.Select(Gen.Int[0, 7], Later, Gen.Int[0, 9]).Array[0, 60];

    [Fact]
    public void In_any_order_of_commands_links_are_few_and_each_opens_once() => Story.Sample(story =>
    {
        var state = AccountState.Nobody.Apply(new AccountEvent.Created(Id, 0));
        var made = new List<(AccountLink Link, bool Used, bool Void)>();
        var nowMs = 0L;
        foreach (var (kind, laterMs, pick) in story)
        {
            nowMs += laterMs / 10;
            switch (kind)
            {
                case 0 or 1 or 2:
                    var (token, link) = LinkToken.New(Id, LinkPurpose.Reset, nowMs + MonthMs);
                    state = Carry(state, AccountDecisions.Invite(state, Id, token, link, nowMs));
                    if (!state.Disabled)
                    {
                        made.Add((link, false, false));
                    }

                    break;
                case 3 or 4 when made.Count > 0:
                    var at = pick % made.Count;
                    var (found, refusal) = AccountDecisions.FindLink(state, made[at].Link.SecretHash, nowMs);
                    Assert.True(found is null != (refusal is null));
                    if (found is not null)
                    {
                        Assert.False(made[at].Used || made[at].Void || state.Disabled || found.ExpiresAtMs <= nowMs);
                        state = state.Apply(new AccountEvent.LinkUsed(Id, nowMs, found.Id));
                        made = [.. made.Select((each, index) => each with { Used = each.Used || index == at, Void = true })];
                    }

                    break;
                case 5:
                    state = Carry(state, AccountDecisions.RevokeLinks(state, Id, nowMs));
                    made = [.. made.Select(each => each with { Void = true })];
                    break;
                case 6:
                    state = Carry(state, pick < 5 ? AccountDecisions.Disable(state, Id, nowMs) : AccountDecisions.Enable(state, Id, nowMs));
                    break;
                case 7:
                    state = Carry(state, AccountDecisions.SetPassword(state, Id, nowMs));
                    made = [.. made.Select(each => each with { Void = true })];
                    break;
            }

            Assert.InRange(state.Links.All.Length, 0, 10);
            Assert.InRange(state.Links.All.Count(link => !link.Used && link.ExpiresAtMs > nowMs), 0, AccountLinks.OpenMax);
            Assert.Equal(!state.Disabled, state.MayLogIn);
        }
    });

    [Fact]
    public void Nothing_follows_a_removal() => Story.Sample(story =>
    {
        var state = AccountState.Nobody.Apply(new AccountEvent.Created(Id, 0, AccountRole.Admin)).Apply(new AccountEvent.Removed(Id, 1));
        foreach (var (kind, laterMs, _) in story)
        {
            AccountEvent happened = kind switch
            {
                0 => new AccountEvent.Created(Id, laterMs),
                1 => new AccountEvent.Enabled(Id, laterMs),
                2 => new AccountEvent.LinkMade(Id, laterMs, "link", "hash", LinkPurpose.Invite, laterMs + 1),
                3 => new AccountEvent.RoleChanged(Id, laterMs, AccountRole.Admin),
                _ => new AccountEvent.PasswordSet(Id, laterMs),
            };
            state = state.Apply(happened);
        }

        Assert.Equal(AccountState.Nobody with { Removed = true }, state);
        Assert.False(state.MayLogIn);
    });

    [Fact]
    public void Asking_twice_is_done_and_happens_once()
    {
        var state = AccountState.Nobody.Apply(new AccountEvent.Created(Id, 0));
        Assert.Empty(AccountDecisions.Enable(state, Id, 1).Events);
        Assert.Empty(AccountDecisions.SetRole(state, Id, AccountRole.Host, 1).Events);
        Assert.Empty(AccountDecisions.RevokeLinks(state, Id, 1).Events);
        state = Carry(state, AccountDecisions.Disable(state, Id, 1));
        Assert.Empty(AccountDecisions.Disable(state, Id, 2).Events);
        Assert.IsType<AccountReply.Done>(AccountDecisions.Disable(state, Id, 2).Reply);
    }

    [Fact]
    public void Nobody_s_account_can_do_nothing()
    {
        var (token, link) = LinkToken.New(Id, LinkPurpose.Invite, 10);
        AccountDecision[] decisions =
        [
            AccountDecisions.Enable(AccountState.Nobody, Id, 1),
            AccountDecisions.Disable(AccountState.Nobody, Id, 1),
            AccountDecisions.SetRole(AccountState.Nobody, Id, AccountRole.Admin, 1),
            AccountDecisions.Invite(AccountState.Nobody, Id, token, link, 1),
            AccountDecisions.RevokeLinks(AccountState.Nobody, Id, 1),
            AccountDecisions.SetPassword(AccountState.Nobody, Id, 1),
        ];
        Assert.All(decisions, decision => Assert.Equal("account-unknown", Assert.IsType<AccountReply.Refused>(decision.Reply).Code));
        Assert.All(decisions, decision => Assert.Empty(decision.Events));
    }

    [Fact]
    public void A_token_is_read_as_it_was_made_and_any_other_text_is_none()
    {
        var (token, link) = LinkToken.New(Id, LinkPurpose.Invite, 10);
        Assert.Equal(64, token.Length);
        Assert.True(LinkToken.TryRead(token, out var account, out var hash));
        Assert.Equal((Id, link.SecretHash), (account, hash));
        Assert.DoesNotContain(hash, token, StringComparison.Ordinal);
        Gen.String[0, 80].Sample(text => !LinkToken.TryRead(text, out _, out _) || text.Length == 64);
        Assert.All((string?[])[null, "", token[..63], token + "A", "=" + token[1..], token[..63] + " "], text => Assert.False(LinkToken.TryRead(text, out _, out _)));
    }

    private static AccountState Carry(AccountState state, AccountDecision decision) =>
        decision.Events.Aggregate(state, (current, happened) => current.Apply(happened));
}
