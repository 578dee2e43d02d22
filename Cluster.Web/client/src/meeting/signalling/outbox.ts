// What is not answered and must not be lost to a dropped socket: the latest of each kind, said again after a resume.

import type { ClientMessage } from '../../shared/protocol';
import type { ClientMessageOf } from './messages';

export type Lasting = ClientMessageOf<'devices'> | ClientMessageOf<'view'> | ClientMessageOf<'hand'>;

export class Outbox {
  readonly #latest = new Map<Lasting['type'], Lasting>();

  keep(message: Lasting): void {
    this.#latest.set(message.type, message);
  }

  all(): ClientMessage[] {
    return [...this.#latest.values()];
  }

  /** A new membership has said its devices in `join`, and sources have new numbers. */
  clear(): void {
    this.#latest.clear();
  }
}
