// The audit log: who did what to whom, when, and from where.

import { useCallback, useState } from 'react';
import { t, wordsFor } from '../../i18n';
import { Field } from '../../ui/Field';
import { formatMoment } from '../../ui/format';
import { call } from '../api/call';
import type { AdminAuditLine } from '../api/schema';
import type { ViewProps } from '../OpsPage';
import { Coming, Failed } from '../ui/Failed';
import { useAsked } from '../ui/useAsked';

const FIELDS = ['actor', 'room', 'target'] as const;

export function Audit(_: ViewProps) {
  const [query, setQuery] = useState({ actor: '', room: '', target: '' });
  const [before, setBefore] = useState<string[]>([]);
  const last = before.at(-1) ?? '';
  const ask = useCallback(() => call('listAudit', { query: { ...query, before: last, max: '50' } }), [query, last]);
  const { value, failure, again } = useAsked(ask);
  return (
    <>
      <h1>{t('ops.nav.audit')}</h1>
      <div className="ops-search">
        {FIELDS.map((field) => (
          <Field
            key={field}
            label={t(`ops.audit.${field}`)}
            value={query[field]}
            onChange={(text) => {
              setBefore([]);
              setQuery({ ...query, [field]: text.trim() });
            }}
          />
        ))}
      </div>
      {failure !== null && <Failed failure={failure} again={again} />}
      {value === null && failure === null && <Coming />}
      {value !== null && value.lines.length === 0 && <p className="quiet">{t('ops.audit.none')}</p>}
      {value !== null && (
        <ul className="ops-audit">
          {value.lines.map((line) => (
            <Line key={line.id} line={line} />
          ))}
        </ul>
      )}
      <div className="button-row">
        {before.length > 0 && (
          <button type="button" className="button small" onClick={() => setBefore(before.slice(0, -1))}>
            {t('ops.audit.newer')}
          </button>
        )}
        {value !== null && value.next !== null && (
          <button type="button" className="button small" onClick={() => setBefore([...before, value.next ?? ''])}>
            {t('ops.audit.older')}
          </button>
        )}
      </div>
    </>
  );
}

function Line({ line }: { line: AdminAuditLine }) {
  const actor = line.actorName ?? (line.actor === '' ? t(`ops.audit.by.${line.actorKind as 'socket'}`) : line.actor);
  const target = line.targetName ?? line.target;
  return (
    <li>
      <span>
        <strong>{actor}</strong> {wordsFor('ops.act', line.act, line.act)} {target !== '' && <strong>{target}</strong>}
        {line.room !== '' && ` ${t('ops.audit.inRoom', { room: line.room })}`}
        {line.outcome !== 'done' && (
          <span className="ops-refused"> {t('ops.audit.refused', { code: line.outcome })}</span>
        )}
      </span>
      <span className="quiet ops-small figures">
        {[formatMoment(line.atMs), line.from, line.details].filter((part) => part !== '').join(' · ')}
      </span>
    </li>
  );
}
