// Events as lines: when, what, where.

import { memo } from 'react';
import { PageLink } from '../../app/PageLink';
import { t, wordsFor } from '../../i18n';
import { formatClock, formatMoment } from '../../ui/format';
import type { OpsNews } from '../api/schema';

export function EventList({ events }: { events: OpsNews[] }) {
  if (events.length === 0) return <p className="quiet">{t('ops.noEvents')}</p>;
  return (
    <ul className="ops-events">
      {events.map((event) => (
        <EventLine key={event.id} event={event} />
      ))}
    </ul>
  );
}

const EventLine = memo(({ event }: { event: OpsNews }) => (
  <li className={`is-${event.kind}`}>
    <time className="quiet figures" dateTime={new Date(event.atMs).toISOString()} title={formatMoment(event.atMs)}>
      {formatClock(event.atMs)}
    </time>
    <span>
      {eventWords(event)}
      {event.room !== '' && (
        <>
          {' '}
          <PageLink to={`/ops/rooms/${encodeURIComponent(event.room)}`}>{event.room}</PageLink>
        </>
      )}
    </span>
  </li>
));

export function eventWords(event: OpsNews): string {
  return wordsFor('ops.event', event.kind, event.kind, {
    subject: event.subject,
    who: event.details || event.subject,
    details: event.details,
    node: event.node,
  });
}
