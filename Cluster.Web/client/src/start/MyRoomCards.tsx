// The rooms one runs, as cards on the start page: into the meeting, or to the room's own page.

import { Settings } from 'lucide-react';
import { useMyRooms } from '../account/useMyRooms';
import { PageLink } from '../app/PageLink';
import { roomPagePath } from '../app/routes';
import { t } from '../i18n';
import { roomPath } from '../shared/rooms';
import { hueOf, initialsOf } from '../ui/person';

/** More stand on the account page. */
const SHOWN_MAX = 6;

export default function MyRoomCards() {
  const { rooms } = useMyRooms();
  if (rooms === null || rooms.length === 0) return null;
  return (
    <section className="recent" aria-label={t('start.mine')}>
      <h2>{t('start.mine')}</h2>
      <ul>
        {rooms.slice(0, SHOWN_MAX).map(({ name, info, underway, participants }) => {
          const title = info.title || name;
          return (
            <li key={name} className="recent-card">
              <PageLink to={roomPath(name)} className="recent-open" label={t('start.recentOpen', { room: title })}>
                <span className="recent-sign" style={{ '--hue': hueOf(name) } as React.CSSProperties}>
                  {initialsOf(title)}
                </span>
                <span className="recent-words">
                  <span className="recent-name" dir="auto">
                    {title}
                  </span>
                  <span className={`recent-when ${underway ? 'is-underway' : 'quiet'}`}>
                    {underway ? t('start.mineUnderway', { count: participants }) : t('start.mineIdle')}
                  </span>
                </span>
              </PageLink>
              <PageLink
                to={roomPagePath(name)}
                className="icon-button recent-forget"
                label={t('start.mineSettings', { room: title })}
              >
                <Settings size={20} />
              </PageLink>
            </li>
          );
        })}
      </ul>
      {rooms.length > SHOWN_MAX && (
        <p className="recent-more">
          <PageLink to="/account#rooms">{t('start.mineMore')}</PageLink>
        </p>
      )}
    </section>
  );
}
