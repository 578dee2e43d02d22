// How long to wait before trying again.

const STEPS_MS = [200, 500, 1_000, 2_000, 5_000] as const;
/** Part of the wait that is random, so that a restarted server is not met by everyone at once. */
const JITTER = 0.3;

/** Milliseconds before attempt `n` (0 is the first repeat). */
export function backoffMs(attempt: number, random: () => number = Math.random): number {
  const base = STEPS_MS[Math.min(attempt, STEPS_MS.length - 1)] ?? 5_000;
  return Math.round(base * (1 - JITTER + 2 * JITTER * random()));
}
