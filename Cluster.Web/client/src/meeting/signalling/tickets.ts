// The tickets the room gave, and which of them the media is on.

import type { ServerMessageOf } from './messages';

export class Tickets {
  #bridge: string | null = null;
  #standby: string | null = null;
  /** The one by which the media got where it is, until the room says the same. */
  #inUse: string | null = null;

  /** To be said with an offer: the bridge's first. */
  all(): string[] {
    const first = this.#inUse ?? this.#bridge;
    return [first, this.#bridge, this.#standby]
      .filter((one, i, all): one is string => one !== null && all.indexOf(one) === i)
      .slice(0, 2);
  }

  /** To be said with a resume. */
  get current(): string | null {
    return this.#inUse ?? this.#bridge;
  }

  take({ bridge, standby }: ServerMessageOf<'tickets'>): void {
    this.#bridge = bridge;
    this.#standby = standby ?? null;
    this.#inUse = null;
  }

  /** An offer was answered by the bridge of this one. */
  use(ticket: string): void {
    this.#inUse = ticket;
  }

  /** They do not admit any more. */
  forget(): void {
    this.#bridge = this.#standby = this.#inUse = null;
  }
}
