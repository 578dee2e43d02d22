// Small things several parts of the meeting's screen know.

import { useEffect, useState } from 'react';
import { useMeeting } from '../../app/sessionContext';
import { roomPath } from '../../shared/rooms';
import type { ParticipantInfo } from '../model';

export function useSelf(): ParticipantInfo | null {
  return useMeeting((state) => state.participants.find((one) => one.id === state.self) ?? null);
}

/** The address to give to others: without what this user's own link said. */
export function useRoomLink(): string {
  const name = useMeeting((state) => state.room?.name ?? '');
  return window.location.origin + (name === '' ? window.location.pathname : roomPath(name));
}

/** True once `holds` has been true for `ms` without a break. */
export function useHeldFor(holds: boolean, ms: number): boolean {
  const [late, setLate] = useState(false);
  useEffect(() => {
    setLate(false);
    if (!holds) return;
    const timer = setTimeout(() => setLate(true), ms);
    return () => clearTimeout(timer);
  }, [holds, ms]);
  return holds && late;
}

/** Unix time in milliseconds, anew each second. */
export function useNow(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
