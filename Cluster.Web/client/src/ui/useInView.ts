// Whether an element is on the screen or nearly so: what is not need not be drawn.

import { type RefObject, useEffect, useState } from 'react';

/** How far outside still counts: what scrolls in is there already. */
const MARGIN = '300px';

/** True where the browser does not tell. */
export function useInView(ref: RefObject<HTMLElement | null>): boolean {
  const [inView, setInView] = useState(typeof IntersectionObserver === 'undefined');
  useEffect(() => {
    const element = ref.current;
    if (!element || typeof IntersectionObserver === 'undefined') return;
    const observer = new IntersectionObserver((entries) => setInView(entries.at(-1)?.isIntersecting ?? true), {
      rootMargin: MARGIN,
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref]);
  return inView;
}
