// The head of a room's page: its name, what goes on in it, its link, and who can get in.

import { useState } from 'react';
import { PageLink } from '../app/PageLink';
import { t } from '../i18n';
import { api, type Failure, type RoomDetails } from '../shared/api';
import { failureWords } from '../shared/failureWords';
import { roomPath } from '../shared/rooms';
import { CopyButton } from '../ui/CopyButton';
import { DoorSentence } from './DoorSentence';

export function RoomHead({ room, onEnded }: { room: RoomDetails; onEnded: () => void }) {
  const link = window.location.origin + roomPath(room.name);
  const titled = room.info.title !== '' && room.info.title !== room.name;
  return (
    <>
      <div className="room-head">
        <div>
          <h1 dir="auto">{titled ? room.info.title : room.name}</h1>
          <p className="quiet">
            {titled ? `${room.name} · ` : ''}
            {goesOn(room)}
          </p>
        </div>
        <PageLink to={roomPath(room.name)} className="button primary">
          {t('roomPage.join')}
        </PageLink>
      </div>
      <section className="sheet-part" aria-label={t('roomPage.who')}>
        <DoorSentence
          room={room.info}
          now={{ underway: room.underway, participants: room.participants, nowMs: Date.now() }}
        />
        <div className="room-link">
          <p className="room-link-text">
            <span className="only-spoken">{t('roomPage.link')}: </span>
            {link}
          </p>
          <CopyButton text={link} label={t('roomPage.copy')} done={t('roomPage.copied')} className="button small" />
        </div>
        {room.underway && <EndMeeting room={room.name} onEnded={onEnded} />}
      </section>
    </>
  );
}

function goesOn(room: RoomDetails): string {
  if (room.underway) return t('roomPage.underway', { count: room.participants });
  return room.waiting > 0 ? t('roomPage.waiting', { count: room.waiting }) : t('roomPage.idle');
}

function EndMeeting({ room, onEnded }: { room: string; onEnded: () => void }) {
  const [sure, setSure] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const end = async () => {
    const outcome = await api.closeRoom(room);
    if (outcome.ok) onEnded();
    else setFailure(outcome.failure);
  };
  return (
    <div className="button-row">
      {sure ? (
        <>
          <button type="button" className="button small danger" onClick={() => void end()}>
            {t('roomPage.endSure')}
          </button>
          <button type="button" className="button small" onClick={() => setSure(false)}>
            {t('common.cancel')}
          </button>
        </>
      ) : (
        <button type="button" className="button small" onClick={() => setSure(true)}>
          {t('roomPage.end')}
        </button>
      )}
      {failure !== null && (
        <p className="error-words" role="alert">
          {failureWords(failure)}
        </p>
      )}
    </div>
  );
}
