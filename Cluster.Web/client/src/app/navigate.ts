// The page's address as a value, and going to another one without loading the page again.

import { useSyncExternalStore } from 'react';

const MOVED = 'parley:moved';

function subscribe(listener: () => void): () => void {
  window.addEventListener('popstate', listener);
  window.addEventListener(MOVED, listener);
  return () => {
    window.removeEventListener('popstate', listener);
    window.removeEventListener(MOVED, listener);
  };
}

export function usePath(): string {
  return useSyncExternalStore(subscribe, () => window.location.pathname);
}

/** `replacing`: the way back skips the present page. */
export function go(path: string, replacing = false): void {
  if (replacing) window.history.replaceState(null, '', path);
  else window.history.pushState(null, '', path);
  window.dispatchEvent(new Event(MOVED));
}
