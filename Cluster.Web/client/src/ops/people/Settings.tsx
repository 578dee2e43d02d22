// Settings that change while running: their values, where those come from, and what the server says to another one.

import { type FormEvent, useCallback, useState } from 'react';
import { t } from '../../i18n';
import type { Failure } from '../../shared/api';
import { Field } from '../../ui/Field';
import { formatMoment } from '../../ui/format';
import { call } from '../api/call';
import type { AdminSetting } from '../api/schema';
import type { ViewProps } from '../OpsPage';
import { Coming, Failed } from '../ui/Failed';
import { useAsked } from '../ui/useAsked';
import { words } from '../ui/words';

export function Settings({ admin, confirm }: ViewProps) {
  const ask = useCallback(() => call('listSettings'), []);
  const { value, failure, again } = useAsked(ask);
  return (
    <>
      <h1>{t('ops.nav.settings')}</h1>
      <p className="quiet">{t('ops.setting.say')}</p>
      {failure !== null && <Failed failure={failure} again={again} />}
      {value === null && failure === null && <Coming />}
      {value?.settings.map((setting) => (
        <Setting
          key={`${setting.key}=${setting.value}`}
          setting={setting}
          admin={admin}
          confirm={confirm}
          again={again}
        />
      ))}
    </>
  );
}

function Setting({ setting, admin, confirm, again }: ViewProps & { setting: AdminSetting; again: () => void }) {
  const [text, setText] = useState(setting.value);
  const [failure, setFailure] = useState<Failure | null>(null);
  const changed = setting.changedAtMs !== null;
  const save = async (event: FormEvent) => {
    event.preventDefault();
    const outcome = await call('setSetting', { path: { key: setting.key }, body: { value: text } });
    setFailure(outcome.ok ? null : outcome.failure);
    if (outcome.ok) again();
  };
  return (
    <form className="ops-card ops-setting" onSubmit={(event) => void save(event)}>
      <Field
        label={setting.key}
        value={text}
        onChange={setText}
        readOnly={!admin}
        hint={
          changed
            ? t('ops.setting.changed', { at: formatMoment(setting.changedAtMs ?? 0) })
            : t('ops.setting.configured')
        }
        error={failure === null ? undefined : words(failure)}
      />
      {admin && (
        <div className="button-row">
          <button type="submit" className="button small primary" disabled={text === setting.value}>
            {t('common.save')}
          </button>
          {changed && (
            <button
              type="button"
              className="button small"
              onClick={() =>
                confirm({
                  title: t('ops.setting.reset'),
                  say: t('ops.setting.resetSay', { key: setting.key }),
                  go: t('ops.setting.reset'),
                  calm: true,
                  run: () => call('resetSetting', { path: { key: setting.key } }),
                  done: again,
                })
              }
            >
              {t('ops.setting.reset')}
            </button>
          )}
        </div>
      )}
    </form>
  );
}
