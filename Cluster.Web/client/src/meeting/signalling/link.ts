// One WebSocket to the server, and how its death is noticed.

import type { ClientMessage, ServerMessage } from '../../shared/protocol';
import { readServerMessage, SUBPROTOCOL } from './messages';

/** Time for the socket to open. */
export const OPEN_TIMEOUT_MS = 5_000;
/** The same while another address has not been tried. */
export const OPEN_IMPATIENT_MS = 1_000;
/** Between pings. */
export const PING_INTERVAL_MS = 5_000;
/** For a ping's answer, or any other message. */
export const PONG_PATIENCE_MS = 4_000;
/** The same after the machine woke up or changed its network. */
export const PROBE_PATIENCE_MS = 2_000;

export interface LinkEvents {
  opened(): void;
  message(message: ServerMessage): void;
  /** Once, and never after `close()`. */
  lost(reason: string): void;
}

export class Link {
  readonly #socket: WebSocket;
  readonly #events: LinkEvents;
  #over = false;
  #pings = 0;
  #nextPing: ReturnType<typeof setTimeout> | undefined;
  #patience: ReturnType<typeof setTimeout> | undefined;

  constructor(url: string, events: LinkEvents, openTimeoutMs = OPEN_TIMEOUT_MS) {
    this.#events = events;
    this.#socket = new WebSocket(url, SUBPROTOCOL);
    this.#socket.onopen = () => this.#opened();
    this.#socket.onmessage = (event) => this.#received(event.data);
    this.#socket.onclose = (event) => this.#lost(`closed ${event.code}`);
    this.#socket.onerror = () => this.#lost('error');
    this.#patience = setTimeout(() => this.#lost('not opened in time'), openTimeoutMs);
  }

  get open(): boolean {
    return !this.#over && this.#socket.readyState === WebSocket.OPEN;
  }

  /** False when the socket cannot take it. */
  send(message: ClientMessage): boolean {
    if (!this.open) return false;
    this.#socket.send(JSON.stringify(message));
    return true;
  }

  /** Asks at once whether the other side is there. */
  probe(): void {
    if (this.#socket.readyState === WebSocket.OPEN) this.#ping(PROBE_PATIENCE_MS);
  }

  /** Ends it without an event. */
  close(): void {
    if (this.#over) return;
    this.#over = true;
    clearTimeout(this.#nextPing);
    clearTimeout(this.#patience);
    this.#socket.onopen = this.#socket.onmessage = this.#socket.onclose = this.#socket.onerror = null;
    this.#socket.close();
  }

  #opened(): void {
    clearTimeout(this.#patience);
    this.#patience = undefined;
    this.#nextPing = setTimeout(() => this.#ping(PONG_PATIENCE_MS), PING_INTERVAL_MS);
    this.#events.opened();
  }

  #received(data: unknown): void {
    clearTimeout(this.#patience);
    this.#patience = undefined;
    const message = readServerMessage(data);
    if (message && message.type !== 'pong') this.#events.message(message);
  }

  #ping(patienceMs: number): void {
    clearTimeout(this.#nextPing);
    clearTimeout(this.#patience);
    this.send({ type: 'ping', number: ++this.#pings });
    this.#patience = setTimeout(() => this.#lost('no answer to a ping'), patienceMs);
    this.#nextPing = setTimeout(() => this.#ping(PONG_PATIENCE_MS), PING_INTERVAL_MS);
  }

  #lost(reason: string): void {
    if (this.#over) return;
    this.close();
    this.#events.lost(reason);
  }
}
