// One of the user's own devices, microphone or camera: on, off, another one, gone.

import type { DeviceProblem } from '../model';
import { type Captured, capture, type InputKind } from './capture';

export interface InputEvents {
  /** Anything the screens show has changed. */
  changed(): void;
  /** Another track, or none, is to be sent. */
  track(track: MediaStreamTrack | null): void;
  /** The device went away in use; `label` is what took its place, null when nothing did. */
  gone(label: string | null): void;
}

export class Input {
  readonly kind: InputKind;
  /** The remembered or chosen device. */
  chosen: string | null;
  readonly #events: InputEvents;
  #wanted = false;
  #track: MediaStreamTrack | null = null;
  #problem: DeviceProblem | null = null;
  #queue: Promise<void> = Promise.resolve();

  constructor(kind: InputKind, chosen: string | null, events: InputEvents) {
    this.kind = kind;
    this.chosen = chosen;
    this.#events = events;
  }

  get on(): boolean {
    return this.#wanted && this.#track !== null;
  }

  get track(): MediaStreamTrack | null {
    return this.#track;
  }

  get problem(): DeviceProblem | null {
    return this.#problem;
  }

  /** Switches on or off. Off takes effect at once, whatever is under way. */
  set(on: boolean): Promise<void> {
    this.#wanted = on;
    this.#obey();
    return this.#queued(async () => {
      if (this.#wanted && this.#track === null) this.adopt(await capture(this.kind, { id: this.chosen, exact: false }));
    });
  }

  /** Takes what a capture gave, as far as it is still wanted. */
  adopt(captured: Captured): void {
    if ('problem' in captured) {
      this.#problem = captured.problem;
      this.#wanted = this.#wanted && this.#track !== null;
      this.#events.changed();
      return;
    }
    this.#problem = null;
    this.#replace(captured.track);
    this.#obey();
  }

  /** Takes another device; when it can't be had, the present one stays. */
  choose(id: string): Promise<void> {
    this.chosen = id;
    return this.#queued(async () => {
      if (this.chosen !== id) return; // The latest choice counts.
      if (this.#track === null && this.#problem === null) return this.#events.changed();
      // Chosen because the other one failed: that is meant to switch on.
      if (this.#track === null) this.#wanted = true;
      let captured = await capture(this.kind, { id, exact: true });
      if ('problem' in captured && captured.problem === 'busy') {
        // Some browsers open one device of a kind at a time.
        this.#track?.stop();
        captured = await capture(this.kind, { id, exact: true });
        if ('problem' in captured) {
          const { problem } = captured;
          this.adopt(await capture(this.kind, { id: null, exact: false }));
          captured = { problem };
        }
      }
      this.adopt(captured);
    });
  }

  /** Runs after what is under way with this device. */
  #queued(step: () => Promise<void>): Promise<void> {
    this.#queue = this.#queue.then(step);
    return this.#queue;
  }

  /** Waits for what is under way, then lets both devices be opened by one prompt. */
  ready(): Promise<void> {
    return this.#queue;
  }

  /** Gives the device back. */
  release(): void {
    this.#wanted = false;
    this.#replace(null);
    this.#events.changed();
  }

  /** For `captureBoth`: what is wanted, before it is there. */
  want(on: boolean): void {
    this.#wanted = on;
  }

  #obey(): void {
    if (this.#track !== null) {
      // A muted microphone is kept, so that unmuting is immediate; a camera that is off must not light its lamp.
      if (this.kind === 'microphone') this.#track.enabled = this.#wanted;
      else if (!this.#wanted) this.#replace(null);
    }
    this.#events.changed();
  }

  #replace(track: MediaStreamTrack | null): void {
    const former = this.#track;
    if (former === track) return;
    this.#track = track;
    if (track) track.onended = () => this.#ended(track);
    if (former) {
      former.onended = null;
      former.stop();
    }
    this.#events.track(track);
  }

  /** The system ended it: unplugged, or the permission was withdrawn. */
  #ended(track: MediaStreamTrack): void {
    if (track !== this.#track) return;
    const wasOn = this.on;
    this.#replace(null);
    this.#events.changed();
    if (!wasOn) return;
    void this.#queued(async () => {
      if (!this.#wanted || this.#track !== null) return;
      const captured = await capture(this.kind, { id: null, exact: false });
      this.adopt(captured);
      this.#events.gone('track' in captured ? captured.track.label : null);
    });
  }
}
