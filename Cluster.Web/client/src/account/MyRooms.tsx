// The rooms one runs, as a list with the ways in.

import { Settings } from 'lucide-react';
import { PageLink } from '../app/PageLink';
import { roomPagePath } from '../app/routes';
import { t } from '../i18n';
import type { RoomDetails } from '../shared/api';
import { failureWords } from '../shared/failureWords';
import { roomPath } from '../shared/rooms';
import { useMyRooms } from './useMyRooms';

export function MyRooms() {
  const { rooms, failure, load } = useMyRooms();
  return (
    <section className="sheet-part" id="rooms" aria-labelledby="rooms-heading">
      <h2 id="rooms-heading">{t('account.rooms')}</h2>
      {rooms === null && failure === null && (
        <div className="lines-coming" role="status" aria-label={t('common.loading')}>
          <span />
        </div>
      )}
      {failure !== null && (
        <div className="button-row" role="alert">
          <p className="error-words">{failureWords(failure)}</p>
          <button type="button" className="button small" onClick={() => void load()}>
            {t('common.tryAgain')}
          </button>
        </div>
      )}
      {rooms?.length === 0 && (
        <div>
          <p>{t('account.roomsEmpty')}</p>
          <p className="quiet row-note">{t('account.roomsEmptyHint')}</p>
        </div>
      )}
      {rooms !== null && rooms.length > 0 && (
        <ul className="rows">
          {rooms.map((room) => (
            <RoomRow key={room.name} room={room} />
          ))}
        </ul>
      )}
    </section>
  );
}

function RoomRow({ room }: { room: RoomDetails }) {
  const title = room.info.title || room.name;
  return (
    <li className="row">
      <div className="row-words">
        <span className="row-title" dir="auto">
          {title}
        </span>
        <span className="row-note">
          {title === room.name ? '' : `${room.name} · `}
          {room.underway ? t('start.mineUnderway', { count: room.participants }) : t('start.mineIdle')}
        </span>
      </div>
      <div className="row-actions">
        <PageLink to={roomPath(room.name)} className="button small" label={t('start.recentOpen', { room: title })}>
          {t('account.open')}
        </PageLink>
        <PageLink
          to={roomPagePath(room.name)}
          className="button small is-square"
          label={t('start.mineSettings', { room: title })}
        >
          <Settings size={20} />
        </PageLink>
      </div>
    </li>
  );
}
