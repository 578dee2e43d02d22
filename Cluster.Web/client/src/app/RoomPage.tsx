// A visit to a room: prejoin, meeting, and what comes after, on one session each.

import '../i18n/words/meeting';
import { lazy, Suspense, useEffect, useMemo, useState } from 'react';
import { createSession } from '../meeting/session';
import { PrejoinPage } from '../prejoin/PrejoinPage';
import { type FragmentParameters, readFragment } from '../shared/fragment';
import { readPreferences } from '../shared/preferences';
import { LeavePage } from './LeavePage';
import { SessionProvider, useMeeting, useSession } from './sessionContext';

const loadMeeting = () => import('../meeting/ui/MeetingScreen');
const MeetingScreen = lazy(loadMeeting);

export default function RoomPage({ room }: { room: string }) {
  const [visit, setVisit] = useState(0);
  // A session lives for one visit; coming back is a new one.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new visit is what makes a new session.
  const session = useMemo(createSession, [visit]);
  const link = useMemo(() => readFragment(window.location.hash), []);
  return (
    <SessionProvider session={session} key={visit}>
      <Visit room={room} link={link} again={visit > 0} onAgain={() => setVisit(visit + 1)} />
    </SessionProvider>
  );
}

interface VisitProps {
  room: string;
  link: FragmentParameters;
  again: boolean;
  onAgain: () => void;
}

function Visit({ room, link, again, onAgain }: VisitProps) {
  const session = useSession();
  const at = useMeeting((state) => state.phase.at);

  const start = useMemo(() => startOf(link, again), [link, again]);

  // Loaded while the user looks at the prejoin page, so that the first tile is drawn with the join's answer.
  useEffect(() => {
    loadMeeting().catch(() => {
      // Tried again, and said, when it is needed.
    });
  }, []);

  // Going elsewhere in the page ends the visit and frees the devices.
  useEffect(() => () => session.leave(), [session]);

  switch (at) {
    case 'in':
    case 'reconnecting':
      return (
        <Suspense fallback={<main className="page-loading" aria-busy="true" />}>
          <MeetingScreen room={room} />
        </Suspense>
      );
    case 'left':
      return <LeavePage room={room} onAgain={onAgain} />;
    default:
      return <PrejoinPage room={room} start={start} />;
  }
}

export interface Start {
  name: string;
  microphone: boolean;
  camera: boolean;
  /** Joins without asking anything. */
  atOnce: boolean;
}

/** What the link says, else what this browser remembers. */
function startOf(link: FragmentParameters, again: boolean): Start {
  const kept = readPreferences();
  return {
    name: link.displayName ?? kept.name,
    microphone: link.startWithAudioMuted === undefined ? kept.microphoneOn : !link.startWithAudioMuted,
    camera: link.startWithVideoMuted === undefined ? kept.cameraOn : !link.startWithVideoMuted,
    atOnce: link.prejoin === false && !again,
  };
}
