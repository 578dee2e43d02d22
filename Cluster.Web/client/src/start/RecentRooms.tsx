// The rooms this browser was in lately, as cards.

import { X } from 'lucide-react';
import { useState } from 'react';
import { PageLink } from '../app/PageLink';
import { t } from '../i18n';
import { forgetRoom, recentRooms, roomPath } from '../shared/rooms';
import { formatAgo } from '../ui/formatAgo';
import { hueOf, initialsOf } from '../ui/person';

export function RecentRooms() {
  const [rooms, setRooms] = useState(recentRooms);
  if (rooms.length === 0) return null;
  const forget = (name: string) => {
    forgetRoom(name);
    setRooms(recentRooms());
  };
  return (
    <section className="recent" aria-label={t('start.recent')}>
      <h2>{t('start.recent')}</h2>
      <ul>
        {rooms.map((room) => (
          <li key={room.name} className="recent-card">
            <PageLink
              to={roomPath(room.name)}
              className="recent-open"
              label={t('start.recentOpen', { room: room.name })}
            >
              <span className="recent-sign" style={{ '--hue': hueOf(room.name) } as React.CSSProperties}>
                {initialsOf(room.name)}
              </span>
              <span className="recent-words">
                <span className="recent-name">{room.name}</span>
                <span className="quiet recent-when">{formatAgo(room.atMs, Date.now())}</span>
              </span>
            </PageLink>
            <button
              type="button"
              className="icon-button recent-forget"
              aria-label={t('start.forget', { room: room.name })}
              title={t('start.forget', { room: room.name })}
              onClick={() => forget(room.name)}
            >
              <X size={16} />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
