// Tells the session which pictures are on the screen.

import { useEffect, useState } from 'react';
import { useSession } from '../../../app/sessionContext';
import type { Placed } from '../layout/arrange';
import { wantedPictures } from '../layout/wanted';

/** A page that is hidden for longer needs no pictures. */
const HIDDEN_MS = 10_000;

/** `placed` is null until the space is measured: an empty view would take away the pictures asked for with the join. */
export function useView(placed: readonly Placed[] | null, speaking: readonly string[]): void {
  const session = useSession();
  const hidden = useHidden();
  // The session gathers what comes in quick succession and sends only what changed.
  useEffect(() => {
    if (!placed) return;
    const shown = hidden ? [] : placed.map(({ tile, rect, onStage }) => ({ tile, height: rect.height, onStage }));
    session.setView(wantedPictures(shown, speaking, window.devicePixelRatio || 1));
  }, [session, placed, speaking, hidden]);
}

function useHidden(): boolean {
  const [hidden, setHidden] = useState(false);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const take = () => {
      clearTimeout(timer);
      if (document.hidden) timer = setTimeout(() => setHidden(true), HIDDEN_MS);
      else setHidden(false);
    };
    document.addEventListener('visibilitychange', take);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', take);
    };
  }, []);
  return hidden;
}
