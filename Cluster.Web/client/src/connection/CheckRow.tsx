// One check: its sign, its name, and what was found.

import { Check, Circle, Loader, Minus, TriangleAlert, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { t } from '../i18n';
import { Meter } from '../ui/Meter';
import type { CheckName, CheckState, Result } from './results';

const SIGNS: Record<CheckState, typeof Check> = {
  waiting: Circle,
  running: Loader,
  ok: Check,
  warn: TriangleAlert,
  failed: X,
  skipped: Minus,
};

interface Props {
  name: CheckName;
  result: Result;
  level: (() => number) | null;
  children: ReactNode;
}

export function CheckRow({ name, result, level, children }: Props) {
  const Sign = SIGNS[result.state];
  return (
    <li className={`check-row is-${result.state}`} data-check={name} data-state={result.state}>
      <Sign size={20} role="img" aria-label={t(`test.states.${result.state}`)} className="check-sign" />
      <div className="check-words">
        <p className="check-name">{t(`test.${name}`)}</p>
        {result.words.map((words) => (
          <p key={words} className="check-found">
            {words}
          </p>
        ))}
        {level !== null && <Meter level={level} label={t('test.level')} />}
        {children}
      </div>
    </li>
  );
}
