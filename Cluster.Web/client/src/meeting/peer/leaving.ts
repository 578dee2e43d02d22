// A peer that was moved from: it goes on sending to those who still look there, unless its bridge ends it before.

import type { Peer } from './peer';

/** How long it goes on. */
export const LEAVE_MS = 5_000;

export class Leaving {
  #peer: Peer | null = null;
  #until: ReturnType<typeof setTimeout> | undefined;

  /** One at a time: another that is still leaving ends. */
  begin(peer: Peer | null): void {
    this.end();
    this.#peer = peer;
    peer?.listen({ connected: () => undefined, lost: () => this.#ended(peer) });
    this.#until = setTimeout(() => this.end(), LEAVE_MS);
  }

  get peer(): Peer | null {
    return this.#peer;
  }

  end(): void {
    clearTimeout(this.#until);
    this.#peer?.close();
    this.#peer = null;
  }

  #ended(peer: Peer): void {
    if (this.#peer === peer) this.end();
  }
}
