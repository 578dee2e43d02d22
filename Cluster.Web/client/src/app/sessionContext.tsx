// Gives the screens the session and the parts of its state they ask for.

import { createContext, type ReactNode, useCallback, useContext, useSyncExternalStore } from 'react';
import type { MeetingSession, MeetingState } from '../meeting/model';

const SessionContext = createContext<MeetingSession | null>(null);

export function SessionProvider({ session, children }: { session: MeetingSession; children: ReactNode }) {
  return <SessionContext value={session}>{children}</SessionContext>;
}

export function useSession(): MeetingSession {
  const session = useContext(SessionContext);
  if (!session) throw new Error('A screen of the meeting stands outside its session.');
  return session;
}

/** `select` gives a part of the state or something primitive made from it, never a new object. */
export function useMeeting<T>(select: (state: MeetingState) => T): T {
  const session = useSession();
  const subscribe = useCallback((listener: () => void) => session.subscribe(listener), [session]);
  return useSyncExternalStore(subscribe, () => select(session.getState()));
}
