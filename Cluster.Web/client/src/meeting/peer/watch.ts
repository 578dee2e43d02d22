// Looks at the slots of a connection all the time: which pictures are in them, and how loud the voices are.

import { SlotContents } from './contents';
import { levelOfAmplitude } from './levels';
import type { Slot } from './lines';

const TICK_MS = 100;
/** Between looks while something is about to change. */
const HURRIED_TICK_MS = 30;
/** How long haste lasts. */
const HURRY_MS = 2_000;
/** A voice whose packets stopped this long ago is not heard. */
const HEARD_WITHIN_MS = 400;
/** How long what another connection showed is kept, until this one shows it: its last frames stand still meanwhile. */
const KEEP_MS = 2_000;
/** A picture of a second connection is shown from there once it has moved so often: it may stop again while its sender finds out what its way carries. */
const STEADY_MOVES = 4;
/** The level of a voice the server names while the browser does not tell how loud it is. */
const UNTOLD_LEVEL = 0.5;

export interface WatchOwner {
  slots(): readonly Slot[];
  /** A screen may stand still for long. */
  rests(source: number): boolean;
  /** Heard now, by the server. */
  speakers(): readonly number[];
  /** Tracks by source number. */
  pictures(contents: Record<number, MediaStreamTrack>): void;
  /** Levels 0..1 of the sources heard now, about ten times a second. */
  levels(bySource: ReadonlyMap<number, number>): void;
}

interface Beside {
  slots: readonly Slot[];
  contents: SlotContents<MediaStreamTrack>;
  voices: SlotContents<RTCRtpReceiver>;
}

export class Watch {
  readonly #owner: WatchOwner;
  #contents = new SlotContents<MediaStreamTrack>();
  #voices = new SlotContents<RTCRtpReceiver>();
  #beside: Beside | null = null;
  #former = new Map<number, MediaStreamTrack>();
  #formerUntilMs = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #hurryUntilMs = 0;
  #levelsAtMs = 0;

  constructor(owner: WatchOwner) {
    this.#owner = owner;
  }

  /** Starts over, for the slots of another connection. */
  restart(): void {
    const nowMs = performance.now();
    this.#former = new Map([
      ...this.#former,
      ...this.#contents.bySource(nowMs, (one) => this.#owner.rests(one), { withinMs: KEEP_MS }),
    ]);
    this.#formerUntilMs = nowMs + KEEP_MS;
    this.#contents = new SlotContents();
    this.#voices = new SlotContents();
    this.hurry();
  }

  /** Looks at the slots of a second connection as well: a picture that it brings is shown from there. Null: no longer. */
  beside(slots: readonly Slot[] | null): void {
    this.#beside = slots === null ? null : { slots, contents: new SlotContents(), voices: new SlotContents() };
    this.hurry();
  }

  /** Whether it brings every picture and every voice that there is now, or anything. */
  besideBrings(what: 'everything' | 'anything'): boolean {
    this.#observe(performance.now());
    if (this.#beside === null) return false;
    const [pictures, voices] = this.#now(this.#contents, this.#voices);
    const movesMin = what === 'anything' ? 1 : STEADY_MOVES;
    const [there, heard] = this.#now(this.#beside.contents, this.#beside.voices, movesMin);
    if (what === 'anything') return there.size + heard.size > 0;
    return [...pictures.keys()].every((one) => there.has(one)) && [...voices.keys()].every((one) => heard.has(one));
  }

  /** The second connection is the only one from now on; what it does not bring stays for a moment as it was last. */
  takeOver(): void {
    const beside = this.#beside;
    this.restart();
    if (beside === null) return;
    this.#beside = null;
    this.#contents = beside.contents;
    this.#voices = beside.voices;
  }

  /** Looks more often for a while. */
  hurry(): void {
    this.#hurryUntilMs = performance.now() + HURRY_MS;
    this.#schedule();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #schedule(): void {
    clearTimeout(this.#timer);
    const hurried = performance.now() < this.#hurryUntilMs;
    this.#timer = setTimeout(() => this.#look(), hurried ? HURRIED_TICK_MS : TICK_MS);
  }

  #look(): void {
    const nowMs = performance.now();
    const pictures: Record<number, MediaStreamTrack> = {};
    this.#observe(nowMs);
    const rests = (one: number) => this.#owner.rests(one);
    for (const [source, track] of this.#contents.bySource(nowMs, rests)) pictures[source] = track;
    const beside = this.#beside?.contents.bySource(nowMs, rests, { movesMin: STEADY_MOVES });
    for (const [source, track] of beside ?? []) pictures[source] = track;
    if (nowMs < this.#formerUntilMs) for (const [source, track] of this.#former) pictures[source] ??= track;
    else this.#former.clear();
    this.#owner.pictures(pictures);
    if (nowMs - this.#levelsAtMs >= TICK_MS * 0.9) {
      this.#levelsAtMs = nowMs;
      this.#owner.levels(this.#listen(nowMs));
    }
    this.#schedule();
  }

  #observe(nowMs: number): void {
    const all = [{ slots: this.#owner.slots(), contents: this.#contents, voices: this.#voices }, this.#beside];
    for (const one of all) {
      for (const { use, transceiver } of one?.slots ?? []) {
        const { receiver } = transceiver;
        if (use === 'video') one?.contents.observe(receiver.track, sightings(receiver), nowMs);
        else if (use === 'speech') one?.voices.observe(receiver, sightings(receiver), nowMs);
      }
    }
  }

  /** Pictures that move or may rest, and voices heard. */
  #now(contents: SlotContents<MediaStreamTrack>, voices: SlotContents<RTCRtpReceiver>, movesMin = 1) {
    const nowMs = performance.now();
    const never = () => false;
    return [
      contents.bySource(nowMs, (one) => this.#owner.rests(one), { movesMin }),
      voices.bySource(nowMs, never, { withinMs: HEARD_WITHIN_MS }),
    ] as const;
  }

  #listen(nowMs: number): Map<number, number> {
    const levels = new Map<number, number>();
    const speakers = this.#owner.speakers();
    for (const [source, receiver] of this.#voices.bySource(nowMs, () => false, { withinMs: HEARD_WITHIN_MS })) {
      const told = receiver.getSynchronizationSources()[0]?.audioLevel;
      const level = told === undefined ? (speakers.includes(source) ? UNTOLD_LEVEL : 0) : levelOfAmplitude(told);
      if (level > 0) levels.set(source, level);
    }
    return levels;
  }
}

function sightings(receiver: RTCRtpReceiver): { source: number; timestamp: number }[] {
  return receiver.getContributingSources();
}
