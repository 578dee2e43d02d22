// How loud each voice is, in steps coarse enough that a quiet room draws nothing.

const STEP = 0.05;
/** Of a level that is left after one tick when the voice stops. */
const DECAY = 0.6;
const FLOOR_DB = -60;

/** A linear audio level (RFC 6464 as browsers give it, 0..1) as 0..1, even to the ear. */
export function levelOfAmplitude(amplitude: number): number {
  if (!(amplitude > 0)) return 0;
  return Math.min(1, Math.max(0, 1 - (20 * Math.log10(amplitude)) / FLOOR_DB));
}

/** The levels to show after a tick; the same object when nothing changed enough to be seen. */
export function nextLevels(before: Record<string, number>, heard: ReadonlyMap<string, number>): Record<string, number> {
  const next: Record<string, number> = {};
  for (const id of new Set([...Object.keys(before), ...heard.keys()])) {
    const level = Math.max(heard.get(id) ?? 0, (before[id] ?? 0) * DECAY);
    const rounded = Math.round(Math.round(level / STEP) * STEP * 100) / 100;
    if (rounded >= 2 * STEP) next[id] = rounded;
  }
  const ids = Object.keys(next);
  const same = ids.length === Object.keys(before).length && ids.every((id) => before[id] === next[id]);
  return same ? before : next;
}
