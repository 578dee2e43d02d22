// Tells the session which pictures are on the screen, at once when it may, and not more often than makes sense.

import { useEffect, useRef, useState } from 'react';
import { useSession } from '../../../app/sessionContext';
import type { Wanted } from '../../model';
import type { Placed } from '../layout/arrange';
import { sameWanted, wantedPictures } from '../layout/wanted';

/** Between two messages. */
const PAUSE_MS = 120;
/** A page that is hidden for longer needs no pictures. */
const HIDDEN_MS = 10_000;

export function useView(placed: readonly Placed[], speaking: readonly string[]): void {
  const session = useSession();
  const hidden = useHidden();
  const last = useRef<{ wanted: Wanted[]; atMs: number }>({ wanted: [], atMs: 0 });

  useEffect(() => {
    const shown = hidden ? [] : placed.map(({ tile, rect, onStage }) => ({ tile, height: rect.height, onStage }));
    const wanted = wantedPictures(shown, speaking, window.devicePixelRatio || 1);
    if (sameWanted(wanted, last.current.wanted)) return;
    const send = () => {
      last.current = { wanted, atMs: Date.now() };
      session.setView(wanted);
    };
    const wait = last.current.atMs + PAUSE_MS - Date.now();
    if (wait <= 0) {
      send();
      return;
    }
    const timer = setTimeout(send, wait);
    return () => clearTimeout(timer);
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
