// Before a meeting: one's own picture and sound, a name, and going in; or waiting for a host, with the same picture.

import { useEffect, useRef, useState } from 'react';
import { useAccount } from '../account/me';
import { PageHead } from '../app/PageHead';
import { PageLink } from '../app/PageLink';
import type { Start } from '../app/RoomPage';
import { useMeeting, useSession } from '../app/sessionContext';
import { useTitle } from '../app/useTitle';
import { t } from '../i18n';
import { DeviceProblems } from '../meeting/ui/controls/DeviceProblems';
import { JoinForm } from './JoinForm';
import { Joining } from './Joining';
import { joinPlan } from './joinPlan';
import { Preview } from './Preview';
import { useEntry } from './useEntry';
import { Waiting } from './Waiting';
import './prejoin.css';
import '../meeting/ui/controls/devices.css';

export function PrejoinPage({ room, start }: { room: string; start: Start }) {
  const session = useSession();
  const account = useAccount();
  const at = useMeeting((state) => state.phase.at);
  const [opening, setOpening] = useState(true);
  const [stopped, setStopped] = useState(false);
  const [name, setName] = useState(start.name);
  const begun = useRef(false);
  const waiting = at === 'waiting';
  const entry = useEntry(room, account?.login ?? null, !waiting);
  useTitle(room);

  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    void session.openDevices({ microphone: start.microphone, camera: start.camera }).then(() => {
      setOpening(false);
      if (start.atOnce) void session.join(room, start.name === '' ? t('prejoin.guest') : start.name);
    });
  }, [session, room, start]);

  const join = (name: string, password?: string) => {
    setName(name);
    void session.join(room, name, password);
  };

  if (start.atOnce && !stopped && at !== 'refused' && !waiting) return <Joining room={room} />;
  return (
    <div className="page prejoin-page">
      <PageHead />
      <main className="prejoin">
        <Preview opening={{ microphone: opening && start.microphone, camera: opening && start.camera }} />
        <div className="prejoin-side">
          {waiting ? (
            <Waiting room={room} onStop={() => setStopped(true)} />
          ) : (
            <JoinForm
              room={room}
              startName={name}
              busy={at === 'joining'}
              opening={opening}
              plan={joinPlan(entry, account !== null)}
              onJoin={join}
            />
          )}
          <DeviceProblems />
          {!waiting && (
            <p className="prejoin-test">
              <PageLink to="/test">{t('prejoin.test')}</PageLink>
            </p>
          )}
        </div>
      </main>
    </div>
  );
}
