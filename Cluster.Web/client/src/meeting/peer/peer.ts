// One RTCPeerConnection to a bridge: makes its offers and notices its death.

import type { OfferedSource, SlotBinding, SourceKind } from '../../shared/protocol';
import { Lines, type Slot, SPEECH_SLOTS, type Tracks } from './lines';
import { withStartRate } from './startRate';

/** From the answer to the first connection. */
export const CONNECT_TIMEOUT_MS = 15_000;
/** How long `disconnected` may last before it counts as lost. */
export const DISCONNECTED_PATIENCE_MS = 3_000;

export interface Offer {
  sdp: string;
  sources: OfferedSource[];
  slots: SlotBinding[];
}

export interface PeerEvents {
  connected(): void;
  /** Once, and never after `close()`. */
  lost(reason: string): void;
}

export class Peer {
  readonly #connection: RTCPeerConnection;
  readonly #lines: Lines;
  /** The time of the newest packet seen in any slot, and the slot it was in. */
  #newest: number | null = null;
  #liveliest: RTCRtpTransceiver | null = null;
  #events: PeerEvents;
  #over = false;
  #wasConnected = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #transport: RTCDtlsTransport | null = null;

  private constructor(events: PeerEvents) {
    this.#events = events;
    this.#connection = new RTCPeerConnection({ bundlePolicy: 'max-bundle', rtcpMuxPolicy: 'require' });
    this.#lines = new Lines(this.#connection);
    this.#connection.onconnectionstatechange = () => this.#stateChanged();
  }

  /** Always with lines for microphone and camera, with lines for the screen once it was shared. */
  static async create(tracks: Tracks, withScreen: boolean, videoSlots: number, events: PeerEvents): Promise<Peer> {
    const peer = new Peer(events);
    await peer.#lines.addSource('microphone', tracks.microphone);
    await peer.#lines.addSource('camera', tracks.camera);
    if (withScreen) await peer.addScreen(tracks);
    for (let i = 0; i < SPEECH_SLOTS; i++) peer.#lines.addSlot('speech');
    peer.#lines.addSlot('screenSound');
    peer.grow(videoSlots);
    return peer;
  }

  /** Somebody else is told from now on. */
  listen(events: PeerEvents): void {
    this.#events = events;
  }

  get connected(): boolean {
    return this.#connection.connectionState === 'connected';
  }

  /** Connected now or before: what the server says of a lost path is about this one. */
  get wasConnected(): boolean {
    return this.#wasConnected;
  }

  /** When the last packet came into any slot, by the browser's clock; null: none came yet. */
  newestPacket(): number | null {
    // Each look costs a browser a wait for the thread that receives: where the last packet was found is nearly always the next.
    const likely = this.#liveliest;
    if (likely !== null && this.#foundIn(likely)) return this.#newest;
    for (const { transceiver } of this.#lines.slots) {
      if (transceiver !== likely && this.#foundIn(transceiver)) this.#liveliest = transceiver;
    }
    return this.#newest;
  }

  /** Whether something newer came in this one. */
  #foundIn({ receiver }: RTCRtpTransceiver): boolean {
    const before = this.#newest;
    for (const { timestamp } of receiver.getSynchronizationSources()) {
      if (this.#newest === null || timestamp > this.#newest) this.#newest = timestamp;
    }
    return this.#newest !== before;
  }

  get slots(): readonly Slot[] {
    return this.#lines.slots;
  }

  get published(): SourceKind[] {
    return this.#lines.published;
  }

  get videoSlots(): number {
    return this.#lines.videoSlots;
  }

  get hasScreen(): boolean {
    return this.#lines.has('screen');
  }

  async addScreen(tracks: Tracks): Promise<void> {
    await this.#lines.addSource('screen', tracks.screen);
    await this.#lines.addSource('screenSound', tracks.screenSound);
  }

  grow(videoSlots: number): void {
    while (this.#lines.videoSlots < videoSlots) this.#lines.addSlot('video');
  }

  async setTrack(kind: SourceKind, track: MediaStreamTrack | null): Promise<void> {
    if (!this.#over) await this.#lines.setTrack(kind, track);
  }

  /** An offer of the lines as they are now; candidates are not waited for, a lite agent learns them from checks. */
  async offer(): Promise<Offer> {
    if (this.#connection.signalingState === 'have-local-offer') await this.#rollback();
    await this.#connection.setLocalDescription();
    const sdp = this.#connection.localDescription?.sdp;
    if (!sdp) throw new Error('the browser made no offer');
    return { sdp, ...this.#lines.describe() };
  }

  /** What the browser estimates its way to carry, in bits a second; null: it does not say. */
  async sendRateBps(): Promise<number | null> {
    for (const report of (await this.#connection.getStats()).values()) {
      if (report.type === 'candidate-pair' && report.nominated && report.availableOutgoingBitrate > 0)
        return report.availableOutgoingBitrate;
    }
    return null;
  }

  /** `startBps`: what it may send from the start, where the way is known already. */
  async answer(sdp: string, startBps: number | null = null): Promise<void> {
    await this.#connection.setRemoteDescription({ type: 'answer', sdp: withStartRate(sdp, startBps) });
    this.#lines.settle();
    this.#watchTransport();
    if (!this.connected && this.#timer === undefined) this.#lostAfter(CONNECT_TIMEOUT_MS, 'never connected');
  }

  /** Takes an offer back that was not answered, and with `dropping` what was new in it. */
  async takeBack(dropping: boolean): Promise<void> {
    if (this.#over) return;
    if (this.#connection.signalingState === 'have-local-offer') await this.#rollback();
    if (dropping) this.#lines.dropUnsettled();
  }

  close(): void {
    this.#over = true;
    clearTimeout(this.#timer);
    this.#connection.close();
  }

  async #rollback(): Promise<void> {
    await this.#connection.setLocalDescription({ type: 'rollback' });
  }

  #stateChanged(): void {
    if (this.#over) return;
    switch (this.#connection.connectionState) {
      case 'connected':
        clearTimeout(this.#timer);
        this.#timer = undefined;
        this.#wasConnected = true;
        this.#events.connected();
        break;
      case 'disconnected':
        this.#lostAfter(DISCONNECTED_PATIENCE_MS, 'disconnected');
        break;
      case 'failed':
        this.#lost('failed');
        break;
    }
  }

  /** A bridge that says goodbye closes DTLS; `connectionState` stays `connected` for long after. */
  #watchTransport(): void {
    const transport = this.slots[0]?.transceiver.receiver.transport ?? null;
    if (transport === null || transport === this.#transport) return;
    this.#transport = transport;
    transport.onstatechange = () => {
      if (transport.state === 'closed' || transport.state === 'failed') this.#lost(`DTLS ${transport.state}`);
    };
  }

  #lostAfter(ms: number, reason: string): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#lost(reason), ms);
  }

  #lost(reason: string): void {
    if (this.#over) return;
    this.close();
    this.#events.lost(reason);
  }
}
