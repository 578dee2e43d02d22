// Small things several parts of the meeting's screen know.

import { useCallback, useEffect, useState } from 'react';
import { useMeeting, useSession } from '../../app/sessionContext';
import { roomPath } from '../../shared/rooms';
import type { ParticipantInfo } from '../model';
import { useUi } from './uiContext';

export function useSelf(): ParticipantInfo | null {
  return useMeeting((state) => state.participants.find((one) => one.id === state.self) ?? null);
}

/** The address to give to others: without what this user's own link said. */
export function useRoomLink(): string {
  const name = useMeeting((state) => state.room?.name ?? '');
  return window.location.origin + (name === '' ? window.location.pathname : roomPath(name));
}

/** Switches a device; when it does not come, the dialog opens that says why and what to do. */
export function useDeviceSwitch(): (kind: 'microphone' | 'camera', on: boolean) => Promise<void> {
  const session = useSession();
  const { dispatch } = useUi();
  return useCallback(
    async (kind, on) => {
      await (kind === 'microphone' ? session.setMicrophone(on) : session.setCamera(on));
      if (on && session.getState().local[kind].problem !== null) dispatch({ do: 'dialog', dialog: 'settings' });
    },
    [session, dispatch],
  );
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
