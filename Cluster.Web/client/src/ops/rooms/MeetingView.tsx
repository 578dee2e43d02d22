// A room's page: who is in and how their media goes, where its bridges are, and what an administrator can do.

import { useCallback, useEffect } from 'react';
import { go } from '../../app/navigate';
import { PageLink } from '../../app/PageLink';
import { roomPagePath } from '../../app/routes';
import { t } from '../../i18n';
import { call } from '../api/call';
import type { AdminMeeting } from '../api/schema';
import { useCluster } from '../live/follow';
import type { ViewProps } from '../OpsPage';
import { Coming, Failed } from '../ui/Failed';
import { span } from '../ui/figures';
import { useAsked } from '../ui/useAsked';
import { BridgePicture } from './BridgePicture';
import { MoveRoom } from './MoveRoom';
import { PersonRow } from './PersonRow';
import './rooms.css';

const REFRESH_MS = 2_000;

export function MeetingView({ room, admin, confirm }: ViewProps & { room: string }) {
  const ask = useCallback(() => call('showMeeting', { path: { name: room } }), [room]);
  const { value, failure, again } = useAsked(ask);
  useEffect(() => {
    const timer = window.setInterval(again, REFRESH_MS);
    return () => window.clearInterval(timer);
  }, [again]);
  return (
    <>
      <p className="ops-small">
        <PageLink to="/ops/rooms">{t('ops.allRooms')}</PageLink>
      </p>
      <h1>{room}</h1>
      {failure !== null && <Failed failure={failure} again={again} />}
      {value === null && failure === null && <Coming />}
      {value !== null && <Inside meeting={value} room={room} admin={admin} confirm={confirm} again={again} />}
    </>
  );
}

interface InsideProps extends ViewProps {
  meeting: AdminMeeting;
  room: string;
  again: () => void;
}

function Inside({ meeting, room, admin, confirm, again }: InsideProps) {
  const { state } = useCluster();
  const live = state.rooms.get(room);
  const count = meeting.participants.length;
  return (
    <>
      <p>
        {count === 0
          ? t('ops.meetingIdle')
          : t('ops.meetingSince', {
              people: t('ops.count.people', { count }),
              span: span((state.atMs ?? 0) - (meeting.startedAtMs ?? 0)),
            })}
        {live !== undefined && ` ${t('ops.roomLives', { node: live.node, shard: live.shard })}`}
        {live !== undefined &&
          live.movedFrom !== null &&
          ` ${t('ops.roomCame', { node: live.movedFrom, ago: span((state.atMs ?? 0) - (live.movedAtMs ?? 0)) })}`}
      </p>
      {admin && (
        <div className="button-row">
          <PageLink to={roomPagePath(room)} className="button small">
            {t('ops.roomSettings')}
          </PageLink>
          {count > 0 && (
            <button
              type="button"
              className="button small"
              onClick={() =>
                confirm({
                  title: t('ops.close.title'),
                  say: t('ops.close.say', { room, people: t('ops.count.people', { count }) }),
                  go: t('ops.close.go'),
                  run: () => call('closeRoom', { path: { name: room } }),
                  done: () => go('/ops/rooms'),
                })
              }
            >
              {t('ops.close.go')}
            </button>
          )}
        </div>
      )}
      {meeting.bridges.length > 0 && (
        <section className="ops-card">
          <h2>{t('ops.bridges')}</h2>
          <BridgePicture meeting={meeting} />
          {admin && count > 0 && <MoveRoom meeting={meeting} confirm={confirm} again={again} />}
        </section>
      )}
      {count > 0 && (
        <section className="ops-card">
          <h2>{t('ops.participants')}</h2>
          <ul className="ops-people">
            {meeting.participants.map((person) => (
              <PersonRow
                key={person.participant}
                person={person}
                endpoint={meeting.endpoints.find((one) => one.participant === person.participant)}
                room={room}
                admin={admin}
                confirm={confirm}
                again={again}
              />
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
