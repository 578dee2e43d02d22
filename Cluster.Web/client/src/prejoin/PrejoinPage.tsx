// Before a meeting: one's own picture and sound, a name, and going in.

import { useEffect, useRef, useState } from 'react';
import { Brand } from '../app/Brand';
import type { Start } from '../app/RoomPage';
import { useMeeting, useSession } from '../app/sessionContext';
import { useTitle } from '../app/useTitle';
import { t } from '../i18n';
import { DeviceProblems } from '../meeting/ui/controls/DeviceProblems';
import { JoinForm } from './JoinForm';
import { Joining } from './Joining';
import { Preview } from './Preview';
import './prejoin.css';
import '../meeting/ui/controls/devices.css';

export function PrejoinPage({ room, start }: { room: string; start: Start }) {
  const session = useSession();
  const joining = useMeeting((state) => state.phase.at === 'joining');
  const refused = useMeeting((state) => state.phase.at === 'refused');
  const [opening, setOpening] = useState(true);
  const begun = useRef(false);
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
    void session.join(room, name, password);
  };

  if (start.atOnce && !refused) return <Joining room={room} />;
  return (
    <div className="page prejoin-page">
      <header className="page-head">
        <Brand />
      </header>
      <main className="prejoin">
        <Preview opening={{ microphone: opening && start.microphone, camera: opening && start.camera }} />
        <div className="prejoin-side">
          <JoinForm room={room} startName={start.name} busy={joining} opening={opening} onJoin={join} />
          <DeviceProblems />
        </div>
      </main>
    </div>
  );
}
