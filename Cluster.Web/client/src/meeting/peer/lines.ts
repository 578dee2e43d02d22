// The m-lines of a connection: what is sent, and the slots to receive into.

import type { OfferedSource, SlotBinding, SlotUse, SourceKind } from '../../shared/protocol';
import { cameraEncodings, layersFor, narrow, screenEncodings } from './formats';

/** Slots for voices; the bridge puts the loudest into them. */
export const SPEECH_SLOTS = 3;
/** Numbers of video slots: an offer for each more would be an offer for each who comes. */
export const VIDEO_STEPS = [4, 9, 16, 25] as const;

export type Tracks = Record<SourceKind, MediaStreamTrack | null>;

export interface Slot {
  use: SlotUse;
  transceiver: RTCRtpTransceiver;
}

/** The number of video slots to have for so many pictures; never fewer than before. */
export function videoSlotsFor(pictures: number, before: number): number {
  const step = VIDEO_STEPS.find((size) => size >= pictures) ?? VIDEO_STEPS[VIDEO_STEPS.length - 1] ?? 0;
  return Math.max(step, before);
}

export class Lines {
  readonly #connection: RTCPeerConnection;
  readonly #sources = new Map<SourceKind, RTCRtpTransceiver>();
  #slots: Slot[] = [];
  #answered = new Set<RTCRtpTransceiver>();

  constructor(connection: RTCPeerConnection) {
    this.#connection = connection;
  }

  get slots(): readonly Slot[] {
    return this.#slots;
  }

  get videoSlots(): number {
    return this.#slots.filter((slot) => slot.use === 'video').length;
  }

  get published(): SourceKind[] {
    return [...this.#sources.keys()];
  }

  has(kind: SourceKind): boolean {
    return this.#sources.has(kind);
  }

  /** A line to send with, whether there is something to send already or not: switching on needs no offer then. */
  async addSource(kind: SourceKind, track: MediaStreamTrack | null): Promise<void> {
    const media = kind === 'microphone' || kind === 'screenSound' ? 'audio' : 'video';
    const init: RTCRtpTransceiverInit = { direction: 'sendonly' };
    if (kind === 'camera') init.sendEncodings = cameraEncodings.map((encoding) => ({ ...encoding }));
    if (kind === 'screen') init.sendEncodings = screenEncodings.map((encoding) => ({ ...encoding }));
    const transceiver = this.#connection.addTransceiver(media, init);
    narrow(transceiver, media);
    this.#sources.set(kind, transceiver);
    if (track) await this.setTrack(kind, track);
  }

  addSlot(use: SlotUse): void {
    const media = use === 'video' ? 'video' : 'audio';
    const transceiver = this.#connection.addTransceiver(media, { direction: 'recvonly' });
    narrow(transceiver, media);
    this.#slots.push({ use, transceiver });
  }

  /** Sends another track, or nothing, on a line that is there. */
  async setTrack(kind: SourceKind, track: MediaStreamTrack | null): Promise<void> {
    const sender = this.#sources.get(kind)?.sender;
    if (!sender || sender.track === track) return;
    await sender.replaceTrack(track);
    if (kind === 'camera' && track) await fitLayers(sender, track);
  }

  /** What the m-lines of the offer just made mean. */
  describe(): { sources: OfferedSource[]; slots: SlotBinding[] } {
    const sources: OfferedSource[] = [];
    for (const [kind, { mid }] of this.#sources) if (mid !== null) sources.push({ mid, kind });
    const slots: SlotBinding[] = [];
    for (const { use, transceiver } of this.#slots) {
      if (transceiver.mid !== null) slots.push({ mid: transceiver.mid, use });
    }
    return { sources, slots };
  }

  /** The server has taken the lines as they are. */
  settle(): void {
    const all = [...this.#sources.values(), ...this.#slots.map((slot) => slot.transceiver)];
    // Without a mid it was added while the offer was under way.
    this.#answered = new Set(all.filter((transceiver) => transceiver.mid !== null));
  }

  /** The server refused what was added since: without it, or every later offer is refused too. */
  dropUnsettled(): void {
    for (const [kind, transceiver] of [...this.#sources]) {
      if (this.#answered.has(transceiver)) continue;
      this.#sources.delete(kind);
      transceiver.stop();
    }
    for (const { transceiver } of this.#slots) if (!this.#answered.has(transceiver)) transceiver.stop();
    this.#slots = this.#slots.filter((slot) => this.#answered.has(slot.transceiver));
  }
}

async function fitLayers(sender: RTCRtpSender, track: MediaStreamTrack): Promise<void> {
  const { width, height } = track.getSettings();
  if (!width || !height) return;
  const layers = layersFor(Math.min(width, height));
  const parameters = sender.getParameters();
  const now = parameters.encodings;
  const fits = layers.every(({ scaleResolutionDownBy, active }, i) => {
    return now[i]?.scaleResolutionDownBy === scaleResolutionDownBy && now[i]?.active === active;
  });
  if (fits || now.length !== layers.length) return;
  for (const [i, layer] of layers.entries()) Object.assign(now[i] ?? {}, layer);
  try {
    await sender.setParameters(parameters);
  } catch (error) {
    // The layers stay as offered: smaller than they could be, but there.
    console.warn('Layers could not be fitted to the camera', error);
  }
}
