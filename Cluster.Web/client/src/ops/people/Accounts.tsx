// Accounts and one-time links: who may sign in, and as what.

import { type FormEvent, useCallback, useState } from 'react';
import { t } from '../../i18n';
import type { Failure } from '../../shared/api';
import { CopyButton } from '../../ui/CopyButton';
import { Field } from '../../ui/Field';
import { formatMoment } from '../../ui/format';
import { Select } from '../../ui/Select';
import { call } from '../api/call';
import type { AdminNewLink, AdminUser } from '../api/schema';
import type { ViewProps } from '../OpsPage';
import { Coming, Failed } from '../ui/Failed';
import { useAsked } from '../ui/useAsked';
import { words } from '../ui/words';

const ROLES = ['host', 'operator', 'admin'] as const;
type Role = (typeof ROLES)[number];

export function Accounts({ admin, confirm }: ViewProps) {
  const [after, setAfter] = useState('');
  const ask = useCallback(() => call('listUsers', { query: { after } }), [after]);
  const { value, failure, again } = useAsked(ask);
  const [link, setLink] = useState<{ login: string; link: AdminNewLink } | null>(null);
  return (
    <>
      <h1>{t('ops.nav.accounts')}</h1>
      {admin && (
        <NewAccount
          made={(login, made) => {
            setLink({ login, link: made });
            again();
          }}
        />
      )}
      {link !== null && <Link login={link.login} link={link.link} />}
      {failure !== null && <Failed failure={failure} again={again} />}
      {value === null && failure === null && <Coming />}
      {value !== null && (
        <table className="ops-table is-stacked">
          <thead>
            <tr>
              <th>{t('ops.account.login')}</th>
              <th>{t('ops.account.role')}</th>
              <th>{t('ops.account.seen')}</th>
              {admin && <th>{t('ops.account.deeds')}</th>}
            </tr>
          </thead>
          <tbody>
            {value.users.map((user) => (
              <Row
                key={user.account}
                user={user}
                admin={admin}
                confirm={confirm}
                again={again}
                linked={(made) => setLink({ login: user.login, link: made })}
              />
            ))}
          </tbody>
        </table>
      )}
      {value !== null && value.next !== null && (
        <button type="button" className="button small" onClick={() => setAfter(value.next ?? '')}>
          {t('ops.more')}
        </button>
      )}
    </>
  );
}

interface RowProps extends ViewProps {
  user: AdminUser;
  again: () => void;
  linked: (link: AdminNewLink) => void;
}

function Row({ user, admin, confirm, again, linked }: RowProps) {
  const path = { login: user.login };
  const change = (body: { role?: string; disabled?: boolean }) => call('changeUser', { path, body });
  const invite = async () => {
    const outcome = await call('addUserLink', { path, body: {} });
    if (outcome.ok && outcome.value.link !== null) linked(outcome.value.link);
    again();
    return outcome;
  };
  return (
    <tr>
      <td>
        {user.login}
        {user.name !== user.login && <span className="quiet"> {user.name}</span>}
        {user.disabled && <span className="ops-refused"> {t('ops.account.disabled')}</span>}
      </td>
      <td>{t(`ops.account.roles.${user.role as Role}`)}</td>
      <td className="figures">
        {user.lastSignInAtMs !== null
          ? formatMoment(user.lastSignInAtMs)
          : t(user.links.length > 0 ? 'ops.account.invited' : 'ops.account.never')}
      </td>
      {admin && (
        <td>
          <span className="button-row">
            {ROLES.filter((role) => role !== user.role).map((role) => (
              <button
                key={role}
                type="button"
                className="button tiny plain"
                onClick={() =>
                  confirm({
                    title: t('ops.account.roleTitle', { login: user.login }),
                    say: t(`ops.account.roleSay.${role}`),
                    go: t('ops.account.makeRole', { role: t(`ops.account.roles.${role}`) }),
                    calm: true,
                    run: () => change({ role }),
                    done: again,
                  })
                }
              >
                {t('ops.account.makeRole', { role: t(`ops.account.roles.${role}`) })}
              </button>
            ))}
            <button
              type="button"
              className="button tiny plain"
              onClick={() =>
                confirm({
                  title: t('ops.account.linkTitle', { login: user.login }),
                  say: t('ops.account.linkSay'),
                  go: t('ops.account.linkGo'),
                  calm: true,
                  run: invite,
                })
              }
            >
              {t('ops.account.linkGo')}
            </button>
            <button
              type="button"
              className="button tiny plain"
              onClick={() =>
                user.disabled
                  ? confirm({
                      title: t('ops.account.enableGo'),
                      say: t('ops.account.enableSay', { login: user.login }),
                      go: t('ops.account.enableGo'),
                      calm: true,
                      run: () => change({ disabled: false }),
                      done: again,
                    })
                  : confirm({
                      title: t('ops.account.disableGo'),
                      say: t('ops.account.disableSay', { login: user.login }),
                      go: t('ops.account.disableGo'),
                      run: () => change({ disabled: true }),
                      done: again,
                    })
              }
            >
              {t(user.disabled ? 'ops.account.enableGo' : 'ops.account.disableGo')}
            </button>
            <button
              type="button"
              className="button tiny plain"
              onClick={() =>
                confirm({
                  title: t('ops.account.removeGo'),
                  say: t('ops.account.removeSay', { login: user.login }),
                  go: t('ops.account.removeGo'),
                  run: () => call('removeUser', { path }),
                  done: again,
                })
              }
            >
              {t('ops.account.removeGo')}
            </button>
          </span>
        </td>
      )}
    </tr>
  );
}

function NewAccount({ made }: { made: (login: string, link: AdminNewLink) => void }) {
  const [login, setLogin] = useState('');
  const [role, setRole] = useState<Role>('host');
  const [failure, setFailure] = useState<Failure | null>(null);
  const add = async (event: FormEvent) => {
    event.preventDefault();
    const outcome = await call('addUser', { body: { login, role } });
    setFailure(outcome.ok ? null : outcome.failure);
    if (outcome.ok && outcome.value.link !== null) {
      made(login, outcome.value.link);
      setLogin('');
    }
  };
  return (
    <form className="ops-search" onSubmit={(event) => void add(event)}>
      <Field
        label={t('ops.account.newLogin')}
        value={login}
        onChange={setLogin}
        error={failure === null ? undefined : words(failure)}
        autoCapitalize="none"
      />
      <Select
        label={t('ops.account.role')}
        value={role}
        options={ROLES.map((value) => ({ value, label: t(`ops.account.roles.${value}`) }))}
        onChange={setRole}
      />
      <button type="submit" className="button primary" disabled={login.trim() === ''}>
        {t('ops.account.add')}
      </button>
    </form>
  );
}

function Link({ login, link }: { login: string; link: AdminNewLink }) {
  return (
    <section className="ops-card" role="status">
      <p>{t('ops.account.linkIs', { login, until: formatMoment(link.expiresAtMs) })}</p>
      <p className="ops-secret">{link.url}</p>
      <CopyButton text={link.url} label={t('common.copy')} done={t('ops.copied')} />
    </section>
  );
}
