// The ring around who speaks; its strength follows the level without React.

import { useEffect, useRef } from 'react';
import { useSession } from '../../../app/sessionContext';
import { meterShare } from '../../../ui/Meter';

/** One's own level is not announced: it is read this often. */
const OWN_MS = 100;

export function LevelRing({ participant, isSelf }: { participant: string; isSelf: boolean }) {
  const ring = useRef<HTMLDivElement>(null);
  const session = useSession();
  useEffect(() => {
    const show = (level: number) => ring.current?.style.setProperty('--level', meterShare(level).toFixed(2));
    if (isSelf) {
      const timer = setInterval(() => show(session.microphoneLevel()), OWN_MS);
      return () => clearInterval(timer);
    }
    const take = () => show(session.getState().levels[participant] ?? 0);
    take();
    return session.subscribe(take);
  }, [session, participant, isSelf]);
  return <div ref={ring} className="tile-ring" aria-hidden="true" />;
}
