// One line of text with its label, hint and error.

import { Eye, EyeOff } from 'lucide-react';
import { type KeyboardEvent, type Ref, useId, useState } from 'react';
import { t } from '../i18n';

interface Props {
  label: string;
  value: string;
  onChange: (value: string) => void;
  type?: 'text' | 'password';
  name?: string;
  onKeyDown?: (event: KeyboardEvent) => void;
  autoCapitalize?: string;
  readOnly?: boolean;
  inputMode?: 'numeric';
  hint?: string;
  error?: string | undefined;
  placeholder?: string;
  maxLength?: number;
  autoFocus?: boolean;
  autoComplete?: string;
  inputRef?: Ref<HTMLInputElement>;
  /** The id of what else explains the field. */
  describedBy?: string;
}

export function Field({
  label,
  value,
  onChange,
  type = 'text',
  hint,
  error,
  inputRef,
  autoFocus,
  describedBy,
  ...rest
}: Props) {
  const id = useId();
  const [shown, setShown] = useState(false);
  const note = error ?? hint;
  const described = [note ? `${id}-note` : '', describedBy ?? ''].filter(Boolean).join(' ');
  const secret = type === 'password';
  return (
    <div className={`field ${error ? 'has-error' : ''}`}>
      <label htmlFor={id}>{label}</label>
      <div className="field-line">
        <input
          {...rest}
          id={id}
          ref={inputRef}
          type={secret && !shown ? 'password' : 'text'}
          value={value}
          spellCheck={false}
          // biome-ignore lint/a11y/noAutofocus: only where the field is the one thing a dialog or page is for.
          autoFocus={autoFocus}
          aria-invalid={error ? true : undefined}
          aria-describedby={described || undefined}
          onChange={(event) => onChange(event.target.value)}
        />
        {secret && (
          <button
            type="button"
            className="field-eye"
            aria-label={shown ? t('common.passwordHide') : t('common.passwordShow')}
            onClick={() => setShown(!shown)}
          >
            {shown ? <EyeOff size={20} /> : <Eye size={20} />}
          </button>
        )}
      </div>
      {note && (
        <p id={`${id}-note`} className="field-note" role={error ? 'alert' : undefined}>
          {note}
        </p>
      )}
    </div>
  );
}
