// Notices that somebody speaks into a microphone that is off.

const TICK_MS = 200;
/** Level that counts as speech. */
const SPEECH_LEVEL = 0.45;
/** Ticks of speech among the last few. */
const TICKS_NEEDED = 4;
const TICKS_LOOKED_AT = 8;
/** Between two reminders. */
const QUIET_MS = 60_000;

export class MutedSpeaking {
  readonly #muted: () => boolean;
  readonly #level: () => number;
  readonly #remind: () => void;
  #timer: ReturnType<typeof setInterval> | undefined;
  #recent: boolean[] = [];
  #remindedAtMs = Number.NEGATIVE_INFINITY;

  constructor(muted: () => boolean, level: () => number, remind: () => void) {
    this.#muted = muted;
    this.#level = level;
    this.#remind = remind;
  }

  start(): void {
    this.#timer = setInterval(() => this.#tick(), TICK_MS);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #tick(): void {
    if (!this.#muted()) {
      this.#recent = [];
      return;
    }
    this.#recent = [...this.#recent, this.#level() >= SPEECH_LEVEL].slice(-TICKS_LOOKED_AT);
    if (this.#recent.filter(Boolean).length < TICKS_NEEDED) return;
    this.#recent = [];
    if (performance.now() - this.#remindedAtMs < QUIET_MS) return;
    this.#remindedAtMs = performance.now();
    this.#remind();
  }
}
