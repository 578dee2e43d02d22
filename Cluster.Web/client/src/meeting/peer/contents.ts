// Which source is in which slot, from the CSRCs seen on the slots' packets.

/** Without new frames for so long a camera's picture is no longer there. */
export const FORGET_AFTER_MS = 1_500;

/** What `getContributingSources()` says of one source. */
export interface Sighting {
  source: number;
  /** The browser's own clock; only compared with itself. */
  timestamp: number;
}

interface Seen extends Sighting {
  /** When the timestamp was last seen to move, by the caller's clock. */
  movedAtMs: number;
  /** How often it was seen to move without a pause, the first sight included. */
  moves: number;
}

/** A picture that stood still for longer begins anew. */
const PAUSE_MS = 400;

export class SlotContents<Slot> {
  readonly #seen = new Map<Slot, Seen>();

  /** What a slot shows now: browsers list every source of the last ten seconds, the newest is in the slot. */
  observe(slot: Slot, sightings: readonly Sighting[], nowMs: number): void {
    let newest: Sighting | null = null;
    for (const sighting of sightings) {
      if (newest === null || sighting.timestamp >= newest.timestamp) newest = sighting;
    }
    if (newest === null) return;
    const before = this.#seen.get(slot);
    if (before?.source === newest.source && before.timestamp === newest.timestamp) return;
    const goesOn = before?.source === newest.source && nowMs - before.movedAtMs <= PAUSE_MS;
    const moves = goesOn ? before.moves + 1 : 1;
    this.#seen.set(slot, { source: newest.source, timestamp: newest.timestamp, movedAtMs: nowMs, moves });
  }

  /**
   * The slot of each source. One source in two slots is where it moved last. A source that `rests` (a screen on which
   * nothing moves) is not forgotten for want of frames, nor asked for `movesMin`.
   */
  bySource(
    nowMs: number,
    rests: (source: number) => boolean,
    { withinMs = FORGET_AFTER_MS, movesMin = 1 } = {},
  ): Map<number, Slot> {
    const latest = new Map<number, { slot: Slot; seen: Seen }>();
    for (const [slot, seen] of this.#seen) {
      if ((nowMs - seen.movedAtMs > withinMs || seen.moves < movesMin) && !rests(seen.source)) continue;
      const other = latest.get(seen.source)?.seen;
      if (!other || isLater(seen, other)) latest.set(seen.source, { slot, seen });
    }
    return new Map([...latest].map(([source, { slot }]) => [source, slot]));
  }
}

function isLater(a: Seen, b: Seen): boolean {
  return a.movedAtMs === b.movedAtMs ? a.timestamp > b.timestamp : a.movedAtMs > b.movedAtMs;
}
