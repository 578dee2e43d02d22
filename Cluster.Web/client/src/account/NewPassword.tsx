// A field for a new password, with what it needs beside it as one types.

import { Check, Circle, X } from 'lucide-react';
import { type Ref, useId } from 'react';
import { t } from '../i18n';
import { Field } from '../ui/Field';
import { passwordRules, type RuleState } from './passwordRules';

interface Props {
  label: string;
  value: string;
  onChange: (value: string) => void;
  charsMin: number;
  own: readonly string[];
  refused: string | null;
  error?: string | undefined;
  autoFocus?: boolean;
  inputRef?: Ref<HTMLInputElement>;
}

const PASSWORD_CHARS_MAX = 256;

export function NewPassword({ charsMin, own, refused, value, ...field }: Props) {
  const rules = passwordRules(value, { charsMin, own, refused });
  const id = useId();
  return (
    <div className="sheet-stack">
      <Field
        {...field}
        value={value}
        type="password"
        name="new-password"
        autoComplete="new-password"
        maxLength={PASSWORD_CHARS_MAX}
        describedBy={id}
      />
      <ul id={id} className="rules" aria-label={t('rules.heading')}>
        <Rule state={rules.length}>
          {t('rules.length', { count: charsMin })}
          {value !== '' && rules.missing > 0 && (
            <span className="figures"> {t('rules.left', { count: rules.missing })}.</span>
          )}
        </Rule>
        <Rule state={rules.own}>{t('rules.own')}</Rule>
        <Rule state={rules.common}>{t('rules.common')}</Rule>
      </ul>
    </div>
  );
}

const SIGNS = { met: Check, open: Circle, wrong: X } as const;

function Rule({ state, children }: { state: RuleState; children: React.ReactNode }) {
  const Sign = SIGNS[state];
  return (
    <li className={`rule is-${state}`}>
      <Sign size={16} role="img" aria-label={t(`rules.${state}`)} />
      <span>{children}</span>
    </li>
  );
}
