// A bar that follows a level, redrawn each frame without React.

import { useEffect, useRef } from 'react';

/** `level` is polled each frame and gives 0..1. */
export function Meter({ level, label }: { level: () => number; label: string }) {
  const bar = useRef<HTMLDivElement>(null);
  const read = useRef(level);
  read.current = level;
  useEffect(() => {
    let frame = 0;
    let shown = 0;
    const draw = () => {
      // Rises at once and falls slowly: speech would flicker otherwise.
      shown = Math.max(meterShare(read.current()), shown - 0.03);
      bar.current?.style.setProperty('--level', shown.toFixed(3));
      frame = requestAnimationFrame(draw);
    };
    frame = requestAnimationFrame(draw);
    return () => cancelAnimationFrame(frame);
  }, []);
  return (
    <div className="meter" role="img" aria-label={label}>
      <div ref={bar} className="meter-bar" />
    </div>
  );
}

/** How much of the bar a level of 0..1 fills: speech lies low, so the scale is a square root. */
export function meterShare(level: number): number {
  return Math.min(1, Math.sqrt(Math.max(0, level)) * 1.25);
}
