// Who can get in right now, why, and what to do about it.

import { CalendarClock, DoorOpen, KeyRound, LockKeyhole, LockKeyholeOpen, Users } from 'lucide-react';
import { useMeeting } from '../../../app/sessionContext';
import { t } from '../../../i18n';
import { DoorSentence } from '../../../room/DoorSentence';
import { doorFacts, type FactKey } from '../../../room/whoCanGetIn';
import { CopyButton } from '../../../ui/CopyButton';
import { formatMoment } from '../../../ui/format';
import { useNow, useRoomLink, useSelf } from '../hooks';
import { useUi } from '../uiContext';

const SIGNS: Record<FactKey, typeof Users> = {
  factPassword: LockKeyhole,
  factNoPassword: LockKeyholeOpen,
  factOpen: DoorOpen,
  factHosts: DoorOpen,
  factNamed: DoorOpen,
  factHostNoPassword: KeyRound,
  factPlaces: Users,
  factExpires: CalendarClock,
};

export function DoorDialog() {
  const { dispatch } = useUi();
  const room = useMeeting((state) => state.room);
  const participants = useMeeting((state) => state.participants.length);
  const moderator = useSelf()?.role === 'moderator';
  const link = useRoomLink();
  const nowMs = useNow();
  if (room === null) return null;
  const params = {
    taken: participants,
    count: room.participantsMax,
    when: room.expiresAtMs == null ? '' : formatMoment(room.expiresAtMs),
  };
  return (
    <>
      <DoorSentence room={room} now={{ underway: true, participants, nowMs }} />
      <ul className="door-facts" aria-label={t('door.facts')}>
        {doorFacts(room).map((fact) => {
          const Sign = SIGNS[fact];
          return (
            <li key={fact}>
              <Sign size={20} aria-hidden="true" />
              {t(`door.${fact}`, params)}
            </li>
          );
        })}
      </ul>
      <div className="button-row">
        {moderator && (
          <button
            type="button"
            className="button primary"
            onClick={() => dispatch({ do: 'dialog', dialog: room.hasPassword ? 'room' : 'room-password' })}
          >
            {room.hasPassword ? t('door.changePassword') : t('door.setPassword')}
          </button>
        )}
        <CopyButton text={link} label={t('door.copyLink')} done={t('door.copied')} />
      </div>
      {!moderator && <p className="quiet room-note">{t('door.forModerators')}</p>}
    </>
  );
}
