// Whether and when a room expires.

import { useId } from 'react';
import { t } from '../i18n';
import { Check } from '../ui/Check';
import { fromLocalField, toLocalField } from './localTime';

interface Props {
  /** Unix time in milliseconds; null: never; NaN: no time chosen yet. */
  atMs: number | null;
  onChange: (atMs: number | null) => void;
  error?: string | undefined;
}

/** What is offered first. */
const WEEK_MS = 7 * 24 * 3_600_000;

export function ExpiryField({ atMs, onChange, error }: Props) {
  const id = useId();
  return (
    <div className="expiry">
      <Check
        label={t('room.expires')}
        hint={t('room.expiresHint')}
        on={atMs !== null}
        onChange={(on) => onChange(on ? inAWeek() : null)}
      />
      {atMs !== null && (
        <div className={`field ${error ? 'has-error' : ''}`}>
          <label htmlFor={id}>{t('room.expiresAt')}</label>
          <input
            id={id}
            type="datetime-local"
            value={toLocalField(atMs)}
            min={toLocalField(Date.now())}
            aria-invalid={error ? true : undefined}
            aria-describedby={error ? `${id}-note` : undefined}
            onChange={(event) => onChange(fromLocalField(event.target.value))}
          />
          {error && (
            <p id={`${id}-note`} className="field-note" role="alert">
              {error}
            </p>
          )}
        </div>
      )}
    </div>
  );
}

/** On the full hour. */
function inAWeek(): number {
  return Math.ceil((Date.now() + WEEK_MS) / 3_600_000) * 3_600_000;
}
