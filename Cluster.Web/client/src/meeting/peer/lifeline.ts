// Tells a dead bridge from silence, from a page that was not running, and from a machine that was busy.

/** Between looks. */
export const LOOK_MS = 50;
/** Observed silence after which the path counts as dead: a bridge sends something at least every 250 ms. */
export const QUIET_MS = 400;
/** The same while the server doubts that the bridge is alive: longer than between two packets of anybody who speaks or is seen. */
export const DOUBTED_QUIET_MS = 150;
/** How long a doubt lasts. */
export const DOUBT_MS = 3_000;
/**
 * A look that comes later than this was kept waiting: by a throttled tab, a suspended machine, or one that is busy. What
 * passed meanwhile was not observed, and counts as one look.
 */
const LATE_MS = 150;

export class Lifeline {
  #lookedAtMs: number | null = null;
  #newest: number | null = null;
  #quietMs = 0;
  #doubtedUntilMs = Number.NEGATIVE_INFINITY;

  /** The server has reason to believe that the bridge is dead; silence counts sooner for a while. */
  doubt(nowMs: number): void {
    this.#doubtedUntilMs = nowMs + DOUBT_MS;
  }

  /**
   * Looks once. `newest` is the time of the last packet in any slot by the browser's clock, which is only compared with
   * itself; null: there was none yet. True when the path is dead: only after packets had come, so that a bridge that sends
   * no signs of life is never taken for dead.
   */
  look(nowMs: number, newest: number | null): boolean {
    const passedMs = this.#lookedAtMs === null ? 0 : nowMs - this.#lookedAtMs;
    this.#lookedAtMs = nowMs;
    if (newest === null) return false;
    if (newest !== this.#newest) {
      this.#newest = newest;
      this.#quietMs = 0;
      return false;
    }
    const doubted = nowMs < this.#doubtedUntilMs;
    // Two reasons to believe the same: a look that was kept waiting counts as well.
    this.#quietMs += passedMs > LATE_MS ? (doubted ? LATE_MS : LOOK_MS) : passedMs;
    return this.#quietMs >= (doubted ? DOUBTED_QUIET_MS : QUIET_MS);
  }

  /** Packets may come again, or were lost for a reason that is known. */
  reset(): void {
    this.#newest = null;
    this.#quietMs = 0;
    this.#doubtedUntilMs = Number.NEGATIVE_INFINITY;
  }
}
