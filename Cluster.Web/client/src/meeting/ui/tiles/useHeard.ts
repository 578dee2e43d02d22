// Who speaks now, and who was heard when.

import { useEffect, useMemo, useState } from 'react';
import { useMeeting } from '../../../app/sessionContext';
import { speakingIds } from '../layout/tiles';

interface Heard {
  spoke: ReadonlyMap<string, number>;
  /** The last person other than oneself who was the loudest. */
  lastSpeaker: string | null;
}

export function useHeard(): Heard & { speaking: string[] } {
  const participants = useMeeting((state) => state.participants);
  const speakers = useMeeting((state) => state.speakers);
  const self = useMeeting((state) => state.self);
  const speaking = useMemo(() => speakingIds(participants, speakers), [participants, speakers]);
  const [heard, setHeard] = useState<Heard>({ spoke: new Map(), lastSpeaker: null });

  useEffect(() => {
    if (speaking.length === 0) return;
    const now = Date.now();
    const loudest = speaking.find((id) => id !== self) ?? null;
    setHeard((old) => {
      const present = new Set(participants.map((one) => one.id));
      const kept = [...old.spoke].filter(([id]) => present.has(id));
      const spoke = new Map([...kept, ...speaking.map((id): [string, number] => [id, now])]);
      return { spoke, lastSpeaker: loudest ?? old.lastSpeaker };
    });
  }, [speaking, participants, self]);

  return { ...heard, speaking };
}
