// Requests under way: each is answered, refused, or given up, and never left hanging.

import type { ServerMessage } from '../../shared/protocol';
import type { ServerMessageOf } from './messages';

/** Time for an answer; longer than the server gives itself, so that its word comes first. */
export const REQUEST_TIMEOUT_MS = 12_000;

/** How a request ended. Own codes: `timeout`, `connection-lost`. */
export type Reply = ServerMessageOf<'answer'> | ServerMessageOf<'done'> | ServerMessageOf<'refused'>;

interface Waiting {
  survives: boolean;
  settle: (reply: Reply) => void;
  timer: ReturnType<typeof setTimeout>;
}

export class Requests {
  readonly #waiting = new Map<string, Waiting>();
  #last = 0;

  /**
   * A new id and its reply. One that `survives` outlives a dropped socket, because a resume will tell whether it was
   * carried out.
   */
  open(survives = false, timeoutMs = REQUEST_TIMEOUT_MS): { id: string; reply: Promise<Reply> } {
    const id = `r${++this.#last}`;
    const reply = new Promise<Reply>((resolve) => {
      const settle = (value: Reply) => {
        clearTimeout(timer);
        this.#waiting.delete(id);
        resolve(value);
      };
      const timer = setTimeout(() => settle(refusal(id, 'timeout', 'The server did not answer.')), timeoutMs);
      this.#waiting.set(id, { survives, settle, timer });
    });
    return { id, reply };
  }

  /** True when the message answers a request. */
  answer(message: ServerMessage): boolean {
    if (message.type !== 'answer' && message.type !== 'done' && message.type !== 'refused') return false;
    const waiting = message.id == null ? undefined : this.#waiting.get(message.id);
    waiting?.settle(message);
    return waiting !== undefined;
  }

  /** Carried out without a reply of its own (chat comes back as a line). */
  done(id: string): void {
    this.#waiting.get(id)?.settle({ type: 'done', id });
  }

  /** Ends one as refused. */
  refuse(id: string, code: string, message: string): void {
    this.#waiting.get(id)?.settle(refusal(id, code, message));
  }

  /** Gives up those that a loss ends, or only those that outlived it, or all. */
  abandon(which: 'mortal' | 'survivors' | 'all'): void {
    for (const [id, waiting] of [...this.#waiting]) {
      if (which !== 'all' && waiting.survives !== (which === 'survivors')) continue;
      waiting.settle(refusal(id, 'connection-lost', 'The connection was lost.'));
    }
  }
}

function refusal(id: string, code: string, message: string): ServerMessageOf<'refused'> {
  return { type: 'refused', id, code, message };
}
