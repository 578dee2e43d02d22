// Sets, changes or removes the room's password.

import { t } from '../i18n';
import { Field } from '../ui/Field';
import type { PasswordChange } from './roomDraft';

const PASSWORD_CHARS_MAX = 128;

interface Props {
  hasPassword: boolean;
  value: PasswordChange;
  onChange: (value: PasswordChange) => void;
  error?: string | undefined;
}

export function PasswordSetting({ hasPassword, value, onChange, error }: Props) {
  return (
    <fieldset className="password-setting">
      <legend className="field-label">{t('room.password')}</legend>
      {value.do === 'set' ? (
        <Field
          label={t('room.passwordNew')}
          type="password"
          value={value.to}
          onChange={(to) => onChange({ do: 'set', to })}
          hint={t('room.passwordHint')}
          error={error}
          maxLength={PASSWORD_CHARS_MAX}
          autoComplete="new-password"
          autoFocus
        />
      ) : (
        <p className="quiet">{said(hasPassword, value)}</p>
      )}
      <div className="password-ways">
        {value.do === 'keep' && (
          <button type="button" className="button small" onClick={() => onChange({ do: 'set', to: '' })}>
            {hasPassword ? t('room.passwordChange') : t('room.passwordSet')}
          </button>
        )}
        {value.do === 'keep' && hasPassword && (
          <button type="button" className="button small" onClick={() => onChange({ do: 'remove' })}>
            {t('room.passwordRemove')}
          </button>
        )}
        {value.do !== 'keep' && (
          <button type="button" className="button small" onClick={() => onChange({ do: 'keep' })}>
            {t('room.passwordKeep')}
          </button>
        )}
      </div>
    </fieldset>
  );
}

function said(hasPassword: boolean, value: PasswordChange): string {
  if (value.do === 'remove') return t('room.passwordGoes');
  return hasPassword ? t('room.passwordIs') : t('room.passwordNone');
}
