// The media path: one peer at a time, its offers one after another, and a new peer when it is lost.

import { notice } from '../../shared/notices';
import type { SourceKind } from '../../shared/protocol';
import { Leaving } from './leaving';
import { Lifeline, LOOK_MS } from './lifeline';
import { VIDEO_STEPS, videoSlotsFor } from './lines';
import type { MediaPathOwner } from './mediaPathOwner';
import { FLIGHT, Move, type MoveOrder } from './move';
import { type Offer, Peer, type PeerEvents } from './peer';

/** Waits before a new peer, by how often in a row it was needed. */
const RECOVERY_MS = [0, 1_000, 2_000, 4_000, 8_000] as const;
/** A path that held for so long was a good one. */
const GOOD_AFTER_MS = 10_000;
/** How long after a resume the server may still learn that media is connected. */
const AGREE_WITHIN_MS = 2_000;

export class MediaPath {
  readonly #owner: MediaPathOwner;
  #peer: Peer | null = null;
  /** Made for a join that is not answered yet. */
  #next: Peer | null = null;
  #screenWanted = false;
  #videoSlots: number = VIDEO_STEPS[0];
  /** An offer is needed. */
  #due = false;
  /** A new peer beside one that fell silent, until it is connected. */
  #coming: Peer | null = null;
  /** To another bridge, while the present peer is good. */
  #move: Move | null = null;
  #lastMove = 0;
  readonly #leaving = new Leaving();
  #lifeline = new Lifeline();
  #looking: ReturnType<typeof setInterval> | undefined;
  #offering = false;
  /** Signalling was lost under an offer: no other before it is back. */
  #stalled = false;
  #silent = false;
  #over = false;
  #serverAgrees = false;
  #failures = 0;
  #connectedAtMs = 0;
  #recovery: ReturnType<typeof setTimeout> | undefined;
  #agreement: ReturnType<typeof setTimeout> | undefined;

  constructor(owner: MediaPathOwner) {
    this.#owner = owner;
  }

  /** The kinds of source that the present peer has lines for. */
  get published(): SourceKind[] {
    return this.#peer?.published ?? [];
  }

  /** The offer for a join. The present peer stays until the join is answered. */
  async joinOffer(): Promise<Offer> {
    this.#next?.close();
    this.#next = null;
    const peer = await this.#create();
    this.#next = peer;
    return peer.offer();
  }

  /** The join is answered. */
  async joined(sdp: string, connected: boolean): Promise<void> {
    const peer = this.#next;
    this.#next = null;
    if (peer === null) return;
    this.#serverAgrees = connected;
    this.#use(peer);
    await this.#answered(peer, sdp);
  }

  /** Signalling is back on the same membership; does the server still have our media? */
  resumed(connected: boolean): void {
    this.#serverAgrees = connected;
    this.#stalled = false;
    clearTimeout(this.#agreement);
    if (!connected) this.#agreement = setTimeout(() => this.#disagreed(), AGREE_WITHIN_MS);
    if (this.#peer === null && !this.#over) this.#recover();
    else this.#negotiate();
  }

  /** Signalling can carry an offer with tickets again, whether the membership is back or not. */
  reachable(): void {
    if (this.#over || this.#coming !== null) return;
    if (this.#peer === null) this.#recover(0);
    else if (this.#silent && !this.#fleeing) void this.#bringAnother(this.#peer);
  }

  /** The server asks to go over to another bridge. One that is under way already, or was, is not begun again. */
  move(order: MoveOrder): void {
    if (this.#over || order.number <= this.#lastMove) return;
    this.#lastMove = order.number;
    this.#move?.cancel();
    this.#move = null;
    // Without a good path there is nothing to keep: the room's tickets lead to the new bridge as well.
    if (!this.#peer?.connected || this.#coming !== null) {
      this.#owner.moved(order, 'lost');
      return;
    }
    this.#begin(order);
  }

  /** The socket is lost, and the bridge may have died with its node: a short silence tells. */
  doubt(): void {
    this.#lifeline.doubt(performance.now());
  }

  /** The bridge's node may be dead. Its media may go on for a moment, which is enough to go elsewhere without a gap. */
  flee(): void {
    this.doubt();
    if (this.#peer?.connected && this.#coming === null && this.#move === null && this.#owner.mayPresent())
      this.#begin(FLIGHT);
  }

  get #fleeing(): boolean {
    return this.#move?.order === FLIGHT;
  }

  /** What the server says of the path. */
  serverSays(connected: boolean, reason: string): void {
    this.#serverAgrees = connected;
    // A loss that concerns a former peer must not cost the one that is just connecting.
    if (!connected && this.#peer?.wasConnected) this.#lost(this.#peer, reason);
  }

  async setTrack(kind: SourceKind, track: MediaStreamTrack | null): Promise<void> {
    if (kind === 'screen' && track !== null) this.#screenWanted = true;
    // One that waits for its join gets lines for the screen after it.
    await this.#next?.setTrack(kind, track);
    await Promise.all([this.#move?.peer, this.#leaving.peer].map((one) => one?.setTrack(kind, track)));
    const peer = this.#peer;
    if (peer === null) return;
    if (kind === 'screen' && track !== null && !peer.hasScreen) {
      await peer.addScreen(this.#owner.tracks());
      this.#due = true;
      this.#negotiate();
    } else await peer.setTrack(kind, track);
  }

  /** More pictures than slots: a further offer, in steps. Never fewer. */
  wantPictures(count: number): void {
    const slots = videoSlotsFor(count, this.#videoSlots);
    if (slots === this.#videoSlots) return;
    this.#videoSlots = slots;
    if (this.#peer === null) return;
    this.#peer.grow(slots);
    this.#due = true;
    this.#negotiate();
  }

  close(): void {
    this.#over = true;
    clearTimeout(this.#recovery);
    clearTimeout(this.#agreement);
    clearInterval(this.#looking);
    for (const one of [this.#next, this.#peer, this.#coming]) one?.close();
    this.#move?.cancel();
    this.#leaving.end();
    this.#next = this.#peer = this.#coming = this.#move = null;
    this.#owner.state('idle');
  }

  async #create(): Promise<Peer> {
    const peer: Peer = await this.#createWith({
      connected: () => this.#connected(peer),
      lost: (reason) => this.#lost(peer, reason),
    });
    return peer;
  }

  #createWith(events: PeerEvents): Promise<Peer> {
    return Peer.create(this.#owner.tracks(), this.#screenWanted, this.#videoSlots, events);
  }

  #begin(order: MoveOrder): void {
    this.#move = new Move(order, {
      create: (events) => this.#createWith(events),
      sendRateBps: async () => (await this.#peer?.sendRateBps()) ?? null,
      offer: (one, offer) => (one === FLIGHT ? this.#owner.present(offer) : this.#owner.presentForMove(offer, one)),
      beside: (peer) => this.#owner.beside(peer?.slots ?? null),
      complete: () => this.#peer === null || this.#owner.besideBrings('everything'),
      showing: () => this.#owner.besideBrings('anything'),
      takeOver: (peer, one) => this.#takeOver(peer, one),
      failed: (one, why) => {
        this.#move = null;
        console.info(`Move ${one.number} failed: ${why}`);
        if (one !== FLIGHT) this.#owner.moved(one, why);
        if (this.#peer === null) this.#recover();
        else this.#negotiate();
      },
    });
  }

  #takeOver(peer: Peer, order: MoveOrder): void {
    this.#move = null;
    const former = this.#peer;
    clearTimeout(this.#recovery);
    this.#coming?.close();
    this.#coming = null;
    this.#peer = peer;
    this.#silent = false;
    this.#lifeline.reset();
    peer.listen({
      connected: () => this.#connected(peer),
      lost: (reason) => this.#lost(peer, reason),
    });
    this.#owner.takeOver(peer.slots);
    this.#connected(peer);
    this.#leaving.begin(former);
    if (order !== FLIGHT) this.#owner.moved(order);
    this.#due = this.#stalled = false;
    void this.#catchUp(peer);
  }

  /** Adds lines for what has come to be wanted; whether there was something. */
  async #extend(peer: Peer): Promise<boolean> {
    const screen = this.#screenWanted && !peer.hasScreen;
    const slots = peer.videoSlots < this.#videoSlots;
    peer.grow(this.#videoSlots);
    if (screen) await peer.addScreen(this.#owner.tracks());
    return screen || slots;
  }

  #use(peer: Peer): void {
    clearTimeout(this.#recovery);
    this.#move?.cancel();
    this.#move = null;
    if (this.#coming !== peer) this.#coming?.close();
    this.#coming = null;
    this.#silent = false;
    this.#lifeline.reset();
    this.#peer?.close();
    this.#peer = peer;
    this.#due = this.#stalled = false;
    this.#owner.slots(peer.slots, true);
    this.#owner.state(this.#connectedAtMs === 0 ? 'connecting' : 'lost');
  }

  #connected(peer: Peer): void {
    const came = peer === this.#coming;
    if (came) this.#use(peer);
    if (peer !== this.#peer) return;
    this.#connectedAtMs = performance.now();
    this.#owner.state('connected');
    this.#looking ??= setInterval(() => this.#look(), LOOK_MS);
    if (came) void this.#catchUp(peer);
  }

  /** No packet at all is no silence: the bridge is dead, or cut off. The old peer shows its last frames until another is there. */
  #look(): void {
    const peer = this.#peer;
    if (peer === null || !peer.connected || this.#coming !== null) return;
    const silent = this.#lifeline.look(performance.now(), peer.newestPacket());
    if (silent && !this.#silent) console.info('Media path silent');
    this.#silent = silent;
    if (!silent) return;
    if (this.#fleeing) this.#move?.hurry();
    else void this.#bringAnother(peer);
  }

  async #bringAnother(former: Peer): Promise<void> {
    if (!this.#owner.mayPresent()) return;
    this.#lifeline.reset();
    const peer = await this.#create();
    if (this.#over || this.#peer !== former || this.#coming !== null) return peer.close();
    this.#coming = peer;
    await this.#present(peer);
  }

  /** Has the first offer of a new peer answered by whatever bridge its tickets name. */
  async #present(peer: Peer): Promise<void> {
    try {
      const reply = await this.#owner.present(await peer.offer());
      if (peer !== this.#peer && peer !== this.#coming) return;
      if (reply.type === 'answer') await peer.answer(reply.sdp);
      else if (reply.type === 'refused') this.#lost(peer, `refused: ${reply.code}`);
    } catch (error) {
      this.#lost(peer, `negotiation failed: ${error}`);
    }
  }

  #lost(peer: Peer, reason: string): void {
    if (peer === this.#next) this.#next = null;
    if (peer === this.#coming) {
      // The silent one may have come back to life by now; else it is tried again.
      peer.close();
      this.#coming = null;
      if (this.#peer === null && !this.#over) this.#recover();
      return;
    }
    if (peer !== this.#peer || this.#over) return;
    console.info(`Media path lost: ${reason}`);
    peer.close();
    if (this.#move?.hurry()) return;
    if (!this.#fleeing) {
      this.#move?.cancel();
      this.#move = null;
    }
    this.#peer = null;
    this.#owner.state('lost');
    // Another one is on its way already.
    if (this.#coming === null) this.#recover();
  }

  #disagreed(): void {
    if (!this.#serverAgrees && this.#peer?.connected) this.#lost(this.#peer, 'unknown to the server');
  }

  /** Makes a new peer, later each time. */
  #recover(atMostMs = Number.POSITIVE_INFINITY): void {
    if (this.#fleeing) return; // One is on its way.
    if (this.#connectedAtMs > 0 && performance.now() - this.#connectedAtMs > GOOD_AFTER_MS) this.#failures = 0;
    const waitMs = RECOVERY_MS[Math.min(this.#failures++, RECOVERY_MS.length - 1)] ?? 0;
    clearTimeout(this.#recovery);
    this.#recovery = setTimeout(() => void this.#replace(), Math.min(waitMs, atMostMs));
  }

  async #replace(): Promise<void> {
    // Without signalling there is nobody to offer to: `resumed`, `reachable` or a new join goes on from here.
    const ticketed = this.#owner.mayPresent();
    if (this.#over || this.#peer !== null || this.#move !== null || !(ticketed || this.#owner.up())) return;
    const peer = await this.#create();
    if (this.#over || this.#peer !== null) return peer.close();
    this.#use(peer);
    if (ticketed) return this.#present(peer);
    this.#due = true;
    this.#negotiate();
  }

  #negotiate(): void {
    // During a move the present bridge is about to be left: what is due is offered to the next one.
    if (this.#offering || this.#stalled || !this.#due || this.#move !== null) return;
    this.#offering = true;
    void this.#offerWhileDue().finally(() => {
      this.#offering = false;
      if (this.#peer !== null && this.#owner.up()) this.#negotiate();
    });
  }

  async #offerWhileDue(): Promise<void> {
    const peer = this.#peer;
    if (!this.#due || peer === null || !this.#owner.up()) return;
    this.#due = false;
    try {
      const reply = await this.#owner.send(await peer.offer());
      if (peer !== this.#peer) return;
      if (reply.type === 'answer') await this.#answered(peer, reply.sdp);
      else if (reply.type === 'refused') await this.#refused(peer, reply.code);
    } catch (error) {
      this.#lost(peer, `negotiation failed: ${error}`);
    }
  }

  async #answered(peer: Peer, sdp: string): Promise<void> {
    try {
      await peer.answer(sdp);
    } catch (error) {
      return this.#lost(peer, `answer not understood: ${error}`);
    }
    if (peer !== this.#peer) return;
    this.#owner.slots(peer.slots, false);
    await this.#catchUp(peer);
  }

  /** Offers what was wanted while the join or the move was under way. */
  async #catchUp(peer: Peer): Promise<void> {
    if (await this.#extend(peer)) this.#due = true;
    this.#negotiate();
  }

  async #refused(peer: Peer, code: string): Promise<void> {
    if (code === 'connection-lost' || code === 'timeout') {
      this.#due = true;
      this.#stalled = code === 'connection-lost';
      await peer.takeBack(false);
      return;
    }
    this.#owner.notice(notice('notice.mediaRefused', { code }, 'warn'));
    if (peer.connected) {
      await peer.takeBack(true);
      this.#videoSlots = peer.videoSlots;
      this.#screenWanted = peer.hasScreen;
    } else this.#lost(peer, `refused: ${code}`);
  }
}
