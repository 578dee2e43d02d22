// Tells the server what is shown: at once when it was quiet, else gathered, and only what changed.

import type { WantedPicture } from '../shared/protocol';
import type { Wanted } from './model';

/** Between two messages. */
export const VIEW_INTERVAL_MS = 100;
/** Pictures asked for at once; no browser has more slots. */
export const VIEW_MAX = 25;

export class View {
  readonly #send: (wanted: WantedPicture[]) => void;
  #wanted: WantedPicture[] = [];
  #said = '';
  #saidAtMs = Number.NEGATIVE_INFINITY;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(send: (wanted: WantedPicture[]) => void) {
    this.#send = send;
  }

  get wanted(): readonly WantedPicture[] {
    return this.#wanted;
  }

  set(wanted: readonly Wanted[]): void {
    this.#wanted = bounded(wanted);
    if (this.#timer !== undefined) return;
    const waitMs = this.#saidAtMs + VIEW_INTERVAL_MS - performance.now();
    if (waitMs <= 0) this.#say();
    else this.#timer = setTimeout(() => this.#say(), waitMs);
  }

  /** The server has forgotten, or has other slots to fill. */
  repeat(): void {
    this.#said = '';
    if (this.#wanted.length > 0) this.set(this.#wanted);
  }

  /** Sources have new numbers: what was wanted means nothing any more. */
  forget(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#wanted = [];
    this.#said = '';
  }

  #say(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const text = JSON.stringify(this.#wanted);
    if (text === this.#said) return;
    this.#said = text;
    this.#saidAtMs = performance.now();
    this.#send(this.#wanted);
  }
}

/** Each source once, whole pixels, no more than there can be slots. */
export function bounded(wanted: readonly Wanted[]): WantedPicture[] {
  const bySource = new Map<number, WantedPicture>();
  for (const { source, height } of wanted) {
    if (bySource.size === VIEW_MAX) break;
    if (!bySource.has(source))
      bySource.set(source, { source, height: Math.max(1, Math.min(4_320, Math.round(height) || 1)) });
  }
  return [...bySource.values()];
}
