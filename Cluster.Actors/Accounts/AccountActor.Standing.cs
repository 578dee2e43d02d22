using Cluster.Actors.Text;

namespace Cluster.Actors.Accounts;

/// <summary>What administrators change of an account: whether it may log in, its role, its name, its links.</summary>
internal sealed partial class AccountActor
{
    private static readonly long LinkLifetimeMaxMs = (long)TimeSpan.FromDays(366).TotalMilliseconds;

    private void StandingReady()
    {
        Command<AccountCommand.Enable>(_ => Decided(AccountDecisions.Enable(state, id, NowMs)));
        Command<AccountCommand.Disable>(_ =>
            Decided(AccountDecisions.Disable(state, id, NowMs), () => services.Sessions.RemoveOthersAsync(id, keptHash: null)));
        Command<AccountCommand.SetRole>(it => Decided(AccountDecisions.SetRole(state, id, it.Role, NowMs)));
        Command<AccountCommand.RevokeLinks>(_ => Decided(AccountDecisions.RevokeLinks(state, id, NowMs)));
        Command<AccountCommand.Invite>(it =>
        {
            var (token, link) = LinkToken.New(id, it.Purpose, ExpiryOf(it.LifetimeMs));
            Decided(AccountDecisions.Invite(state, id, token, link, NowMs));
        });
        Command<AccountCommand.Rename>(OnRename);
    }

    private void Decided(AccountDecision decision, Func<Task>? also = null)
    {
        asking = Sender;
        Carry(decision, also);
    }

    private void OnRename(AccountCommand.Rename it)
    {
        asking = Sender;
        if (!state.Exists)
        {
            Answer(AccountRefusals.Unknown);
        }
        else if (PlainText.Line(it.Name, services.Settings.NameChars) is { } name)
        {
            Work(services.Table.RenameAsync(id, name), () => Answer(new AccountReply.Done(id)));
        }
        else
        {
            Answer(AccountRefusals.BadName(services.Settings.NameChars));
        }
    }

    private long ExpiryOf(long lifetimeMs) => NowMs + Math.Clamp(lifetimeMs, 0, LinkLifetimeMaxMs);
}
