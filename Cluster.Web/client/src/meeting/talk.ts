// What one says in the chat, until it comes back as a line.

import type { ChatLine } from './model';
import type { Signalling } from './signalling/signalling';

export class Talk {
  readonly #signalling: Signalling;
  /** Requests whose line has not come, oldest first. */
  #pending: string[] = [];

  constructor(signalling: Signalling) {
    this.#signalling = signalling;
  }

  /** True once the server has it. */
  async say(text: string, to: string | undefined): Promise<boolean> {
    const said = text.trim();
    if (said === '') return false;
    const { id, reply } = this.#signalling.request(
      (id) => ({ type: 'chat', id, text: said, ...(to ? { to } : {}) }),
      true,
    );
    this.#pending.push(id);
    const { type } = await reply;
    this.#pending = this.#pending.filter((pending) => pending !== id);
    return type !== 'refused';
  }

  /** The server answers a line with the line: the first of one's own is the oldest request's. */
  heard(lines: readonly ChatLine[], self: string | null): void {
    for (const line of lines) {
      const id = line.from === self ? this.#pending.shift() : undefined;
      if (id !== undefined) this.#signalling.done(id);
    }
  }
}
