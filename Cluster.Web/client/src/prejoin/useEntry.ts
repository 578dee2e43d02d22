// What anybody may know of the room before joining, kept current while one stands at its door.

import { useEffect, useState } from 'react';
import { api, type RoomEntry } from '../shared/api';

const AGAIN_MS = 15_000;

/** Null while it is not known. `who`: asked again for each person who signs in. `here`: whether one is at the door. */
export function useEntry(room: string, who: string | null, here: boolean): RoomEntry | null {
  const [entry, setEntry] = useState<RoomEntry | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `who` decides what the server answers.
  useEffect(() => {
    if (!here) return;
    let current = true;
    const ask = async () => {
      if (document.hidden) return;
      const outcome = await api.roomEntry(room);
      if (current && outcome.ok) setEntry(outcome.value);
    };
    void ask();
    const timer = setInterval(() => void ask(), AGAIN_MS);
    const back = () => void ask();
    document.addEventListener('visibilitychange', back);
    return () => {
      current = false;
      clearInterval(timer);
      document.removeEventListener('visibilitychange', back);
    };
  }, [room, who, here]);
  return entry;
}
