// What will happen when one goes in, from what anybody may know of the room: the button's words, and what to ask first.

import type { RoomEntry } from '../shared/api';

export interface JoinPlan {
  button: 'join' | 'start' | 'joinLater';
  note: 'startNote' | 'laterNote' | null;
  /** A password will be wanted; whoever is signed in may need none and is asked only when the server does. */
  asksPassword: boolean;
  expired: boolean;
}

const UNKNOWN: JoinPlan = { button: 'join', note: null, asksPassword: false, expired: false };

/** `entry` is null while it is not known: then the server says in its answer to the join. */
export function joinPlan(entry: RoomEntry | null, signedIn: boolean): JoinPlan {
  if (entry === null) return UNKNOWN;
  const plan = { asksPassword: entry.hasPassword && !signedIn, expired: entry.expired };
  if (!entry.mayOpen && !entry.underway) return { ...plan, button: 'joinLater', note: 'laterNote' };
  if (entry.creation === 'authenticated' && !entry.underway) return { ...plan, button: 'start', note: 'startNote' };
  return { ...plan, button: 'join', note: null };
}
