// Going over to another bridge without a gap: a second peer beside the first, until it brings all that the first one does.

import type { MoveFailure } from '../../shared/protocol';
import type { Reply } from '../signalling/requests';
import type { Offer, Peer, PeerEvents } from './peer';

/** Between looks at what the new peer brings. */
export const COMPARE_MS = 60;
/** From the new peer's connection until it is enough that it brings something: what is missing may have ended, or find no room. */
export const COMPLETE_MS = 4_000;

/** From an offer that nobody had time for to the next. */
const AGAIN_MS = 500;
/** Refusals that say nothing of the offer itself. */
const PATIENT: ReadonlySet<string> = new Set(['try-again', 'timeout', 'connection-lost']);

/** What the server asked for. */
export interface MoveOrder {
  number: number;
  ticket: string;
  withinMs: number;
}

/** Nobody ordered it: the present bridge is in doubt, and another that a ticket names will do. */
export const FLIGHT: MoveOrder = { number: 0, ticket: '', withinMs: 10_000 };

export interface MoveOwner {
  create(events: PeerEvents): Promise<Peer>;
  /** What the way of the present peer carries, in bits a second; null: not known. */
  sendRateBps(): Promise<number | null>;
  /** Has the offer answered by the bridge that the order's ticket names. */
  offer(order: MoveOrder, offer: Offer): Promise<Reply>;
  /** The new peer's slots are to be looked at beside the present ones; null: no longer. */
  beside(peer: Peer | null): void;
  /** Whether all that is shown and heard now comes from the new peer, too. */
  complete(): boolean;
  /** Whether anything is shown or heard now. */
  showing(): boolean;
  /** The new peer takes over, in this very moment. */
  takeOver(peer: Peer, order: MoveOrder): void;
  failed(order: MoveOrder, why: MoveFailure): void;
}

/** One move, from the order to the change or to its end without one. Its owner is told of either once, or of neither after `cancel`. */
export class Move {
  readonly order: MoveOrder;
  readonly #owner: MoveOwner;
  #peer: Peer | null = null;
  #connectedAtMs: number | null = null;
  #over = false;
  #looking: ReturnType<typeof setInterval> | undefined;
  readonly #limit: ReturnType<typeof setTimeout>;

  constructor(order: MoveOrder, owner: MoveOwner) {
    this.order = order;
    this.#owner = owner;
    this.#limit = setTimeout(() => this.#tooLate(), order.withinMs);
    void this.#begin();
  }

  /** The new peer, to which tracks go as well. */
  get peer(): Peer | null {
    return this.#peer;
  }

  /** The present peer is lost: what the new one brings has to do. True when it is connected and takes over now. */
  hurry(): boolean {
    if (this.#over || this.#connectedAtMs === null) return false;
    this.#change();
    return true;
  }

  /** Another way was found, or none is wanted any more. */
  cancel(): void {
    if (this.#over) return;
    this.#end();
    this.#peer?.close();
  }

  async #begin(): Promise<void> {
    try {
      while (!this.#over && (await this.#offer()) === 'again') {
        this.#peer?.close();
        this.#peer = null;
        await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
      }
    } catch (error) {
      console.warn('The move could not be negotiated', error);
      this.#fail('refused');
    }
  }

  /** One offer, answered or refused; `again`: the server or the way to it had no time for it. */
  async #offer(): Promise<'said' | 'again'> {
    const peer = await this.#owner.create({
      connected: () => this.#connected(),
      lost: () => this.#fail('lost'),
    });
    if (this.#over) {
      peer.close();
      return 'said';
    }
    this.#peer = peer;
    const rate = this.#owner.sendRateBps();
    const reply = await this.#owner.offer(this.order, await peer.offer());
    const bps = await rate;
    if (this.#over) return 'said';
    // Both send on one way.
    if (reply.type === 'answer') await peer.answer(reply.sdp, bps === null ? null : bps / 2);
    else if (reply.type === 'refused' && PATIENT.has(reply.code)) return 'again';
    else this.#fail('refused');
    return 'said';
  }

  #connected(): void {
    if (this.#over || this.#connectedAtMs !== null) return;
    this.#connectedAtMs = performance.now();
    this.#owner.beside(this.#peer);
    this.#looking = setInterval(() => this.#look(), COMPARE_MS);
  }

  #look(): void {
    const peer = this.#peer;
    if (peer === null || this.#connectedAtMs === null) return;
    // A bridge sends something in any case: before, nothing is known of the way.
    if (peer.newestPacket() === null) return;
    const waited = performance.now() - this.#connectedAtMs > COMPLETE_MS;
    if (this.#owner.complete() || (waited && this.#owner.showing())) this.#change();
  }

  #change(): void {
    const peer = this.#peer;
    if (peer === null || this.#over) return;
    this.#end(false);
    this.#owner.takeOver(peer, this.order);
  }

  #tooLate(): void {
    this.#fail(this.#connectedAtMs === null ? 'notConnected' : 'noMedia');
  }

  #fail(why: MoveFailure): void {
    if (this.#over) return;
    this.cancel();
    this.#owner.failed(this.order, why);
  }

  #end(forget = true): void {
    this.#over = true;
    clearTimeout(this.#limit);
    clearInterval(this.#looking);
    if (forget && this.#connectedAtMs !== null) this.#owner.beside(null);
  }
}
