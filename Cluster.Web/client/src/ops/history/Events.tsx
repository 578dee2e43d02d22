// What happened lately in the whole cluster, searchable.

import { useState } from 'react';
import { t } from '../../i18n';
import { Field } from '../../ui/Field';
import { useCluster } from '../live/follow';
import type { ViewProps } from '../OpsPage';
import { Coming } from '../ui/Failed';
import { EventList, eventWords } from './EventList';

const PAGE = 100;

export function Events(_: ViewProps) {
  const { state } = useCluster();
  const [search, setSearch] = useState('');
  const [most, setMost] = useState(PAGE);
  if (state.atMs === null) return <Coming />;
  const wanted = search.trim().toLowerCase();
  const found = state.events
    .filter(
      (event) =>
        wanted === '' ||
        `${event.room} ${event.subject} ${event.node} ${eventWords(event)}`.toLowerCase().includes(wanted),
    )
    .reverse();
  return (
    <>
      <h1>{t('ops.nav.events')}</h1>
      <p className="quiet">{t('ops.eventsSay')}</p>
      <div className="ops-search">
        <Field label={t('ops.searchEvents')} value={search} onChange={setSearch} />
      </div>
      <EventList events={found.slice(0, most)} />
      {found.length > most && (
        <button type="button" className="button" onClick={() => setMost(most + PAGE)}>
          {t('ops.more')}
        </button>
      )}
    </>
  );
}
