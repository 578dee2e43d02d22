// Whether a media query holds, kept current.

import { useCallback, useSyncExternalStore } from 'react';

/** The width below which the screens are laid out for a phone. */
export const PHONE = '(max-width: 639px)';
/** The width from which a panel stands beside the tiles. */
export const WIDE = '(min-width: 1024px)';

export function useMedia(query: string): boolean {
  const subscribe = useCallback(
    (listener: () => void) => {
      const list = window.matchMedia(query);
      list.addEventListener('change', listener);
      return () => list.removeEventListener('change', listener);
    },
    [query],
  );
  return useSyncExternalStore(subscribe, () => window.matchMedia(query).matches);
}
