// Who is signed in, as the whole page knows it; pages of the same browser tell each other when it changes.

import { useEffect, useSyncExternalStore } from 'react';
import { api, type Failure, type Me } from '../shared/api';

export type MeState = { at: 'loading' } | { at: 'known'; me: Me } | { at: 'failed'; failure: Failure };

const CHANNEL = 'parley.account';
const listeners = new Set<() => void>();
let state: MeState = { at: 'loading' };
let asked = false;

/** Others hear of a change made here, and the other way round. */
const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(CHANNEL);
channel?.addEventListener('message', () => void refreshMe());

function set(next: MeState): void {
  state = next;
  for (const listener of [...listeners]) listener();
}

/** Asks the server; what is known stays until it answers. */
export async function refreshMe(): Promise<void> {
  const outcome = await api.me();
  if (outcome.ok) set({ at: 'known', me: outcome.value });
  else if (state.at !== 'known') set({ at: 'failed', failure: outcome.failure });
}

/** Takes what a sign-in or sign-out answered, and tells the browser's other pages. */
export function meChanged(me: Me): void {
  set({ at: 'known', me });
  channel?.postMessage('changed');
}

/** Signed out by one's own will, or found to be. */
export function signedOut(): void {
  if (state.at === 'known') meChanged({ ...state.me, account: null });
}

export function useMe(): MeState {
  useEffect(() => {
    if (asked) return;
    asked = true;
    void refreshMe();
  }, []);
  return useSyncExternalStore(subscribe, () => state);
}

/** The account alone; null also while it is not known. */
export function useAccount(): Me['account'] {
  const now = useMe();
  return now.at === 'known' ? now.me.account : null;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
