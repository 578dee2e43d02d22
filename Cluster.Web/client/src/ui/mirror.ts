// Whether one's own picture is shown as in a mirror: as the user chose, and never for a camera that looks away.

import { useSyncExternalStore } from 'react';
import { readPreferences, writePreferences } from '../shared/preferences';

const listeners = new Set<() => void>();
let mirrored: boolean | null = null;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function read(): boolean {
  mirrored ??= readPreferences().mirrored;
  return mirrored;
}

export function useMirrored(): boolean {
  return useSyncExternalStore(subscribe, read);
}

export function setMirrored(next: boolean): void {
  mirrored = next;
  writePreferences({ mirrored: next });
  for (const listener of listeners) listener();
}

/** What looks at the room rather than at its owner shows text, and text must stay readable. */
export function looksAway(track: MediaStreamTrack): boolean {
  return track.getSettings().facingMode === 'environment';
}
