// API keys: made, shown once, and taken away.

import { type FormEvent, useCallback, useState } from 'react';
import { t } from '../../i18n';
import type { Failure } from '../../shared/api';
import { Check } from '../../ui/Check';
import { CopyButton } from '../../ui/CopyButton';
import { Field } from '../../ui/Field';
import { formatMoment } from '../../ui/format';
import { call } from '../api/call';
import type { AdminNewKey } from '../api/schema';
import type { ViewProps } from '../OpsPage';
import { Coming, Failed } from '../ui/Failed';
import { useAsked } from '../ui/useAsked';
import { words } from '../ui/words';

const SCOPES = ['read', 'rooms', 'users', 'settings', 'nodes', 'metrics'] as const;

export function Keys({ confirm }: ViewProps) {
  const ask = useCallback(() => call('listKeys'), []);
  const { value, failure, again } = useAsked(ask);
  const [made, setMade] = useState<AdminNewKey | null>(null);
  return (
    <>
      <h1>{t('ops.nav.keys')}</h1>
      <p className="quiet">{t('ops.key.say')}</p>
      <NewKey
        made={(key) => {
          setMade(key);
          again();
        }}
      />
      {made !== null && (
        <section className="ops-card" role="status">
          <p>{t('ops.key.is', { name: made.key.name })}</p>
          <p className="ops-secret">{made.secret}</p>
          <CopyButton text={made.secret} label={t('common.copy')} done={t('ops.copied')} />
        </section>
      )}
      {failure !== null && <Failed failure={failure} again={again} />}
      {value === null && failure === null && <Coming />}
      {value !== null && value.keys.length === 0 && <p className="quiet">{t('ops.key.none')}</p>}
      {value !== null && value.keys.length > 0 && (
        <table className="ops-table is-stacked">
          <thead>
            <tr>
              <th>{t('ops.key.name')}</th>
              <th>{t('ops.key.scopes')}</th>
              <th>{t('ops.key.used')}</th>
              <th>{t('ops.account.deeds')}</th>
            </tr>
          </thead>
          <tbody>
            {value.keys.map((key) => (
              <tr key={key.id}>
                <td>
                  {key.name} <span className="quiet">{key.id}</span>
                </td>
                <td>{key.scopes.join(' ')}</td>
                <td className="figures">
                  {key.lastUsedAtMs === null ? t('ops.account.never') : formatMoment(key.lastUsedAtMs)}
                </td>
                <td>
                  <button
                    type="button"
                    className="button tiny plain"
                    onClick={() =>
                      confirm({
                        title: t('ops.key.remove'),
                        say: t('ops.key.removeSay', { name: key.name }),
                        go: t('ops.key.remove'),
                        run: () => call('removeKey', { path: { id: key.id } }),
                        done: again,
                      })
                    }
                  >
                    {t('ops.key.remove')}
                  </button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}

function NewKey({ made }: { made: (key: AdminNewKey) => void }) {
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<readonly string[]>(['read']);
  const [failure, setFailure] = useState<Failure | null>(null);
  const add = async (event: FormEvent) => {
    event.preventDefault();
    const outcome = await call('addKey', { body: { name, scopes: [...scopes] } });
    setFailure(outcome.ok ? null : outcome.failure);
    if (outcome.ok) {
      made(outcome.value);
      setName('');
    }
  };
  return (
    <form className="ops-card ops-new" onSubmit={(event) => void add(event)}>
      <Field
        label={t('ops.key.newName')}
        value={name}
        onChange={setName}
        maxLength={80}
        error={failure === null ? undefined : words(failure)}
      />
      {SCOPES.map((scope) => (
        <Check
          key={scope}
          label={scope}
          hint={t(`ops.key.scope.${scope}`)}
          on={scopes.includes(scope)}
          onChange={(on) => setScopes(on ? [...scopes, scope] : scopes.filter((one) => one !== scope))}
        />
      ))}
      <div>
        <button type="submit" className="button primary" disabled={name.trim() === '' || scopes.length === 0}>
          {t('ops.key.add')}
        </button>
      </div>
    </form>
  );
}
