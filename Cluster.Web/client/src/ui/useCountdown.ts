// A time that runs down to nothing, anew each second.

import { useEffect, useState } from 'react';

/** Milliseconds until `untilMs` (Unix time); 0 once it is over, and for null. */
export function useCountdown(untilMs: number | null): number {
  const [now, setNow] = useState(Date.now);
  const over = untilMs === null || untilMs <= now;
  useEffect(() => {
    if (untilMs === null) return;
    setNow(Date.now());
    const timer = setInterval(() => {
      setNow(Date.now());
      if (Date.now() >= untilMs) clearInterval(timer);
    }, 1000);
    return () => clearInterval(timer);
  }, [untilMs]);
  return over ? 0 : untilMs - now;
}
