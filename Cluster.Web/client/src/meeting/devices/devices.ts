// The user's own microphone, camera and screen, and the menus to choose from.

import { type NoticeDraft, notice } from '../../shared/notices';
import { readPreferences, writePreferences } from '../../shared/preferences';
import type { LocalMedia } from '../model';
import { initialLocal } from '../state';
import { captureBoth, type InputKind } from './capture';
import { Input } from './input';
import { listDevices } from './lists';
import { Meter } from './meter';
import { captureScreen } from './screen';

export interface DevicesOwner {
  changed(local: LocalMedia): void;
  /** What to send from now on. */
  track(kind: InputKind | 'screen' | 'screenSound', track: MediaStreamTrack | null): void;
  /** The output for sound; empty is the system's. */
  speaker(id: string): void;
  notice(draft: NoticeDraft): void;
}

export class Devices {
  readonly microphone: Input;
  readonly camera: Input;
  readonly meter = new Meter();
  readonly #owner: DevicesOwner;
  #screen: LocalMedia['screen'] = { on: false, track: null, withSound: false };
  #screenSound: MediaStreamTrack | null = null;
  #speaker: string | null;
  #local: LocalMedia = initialLocal();
  #sharing = false;

  constructor(owner: DevicesOwner) {
    this.#owner = owner;
    const remembered = readPreferences();
    this.#speaker = remembered.speaker;
    this.microphone = this.#input('microphone', remembered.microphone);
    this.camera = this.#input('camera', remembered.camera);
  }

  /** Opens what is wanted, with one prompt; what isn't is switched off. */
  async open(wanted: { microphone: boolean; camera: boolean }): Promise<void> {
    const { microphone, camera } = this;
    await Promise.all([microphone.ready(), camera.ready()]);
    if (wanted.microphone && wanted.camera && !microphone.track && !camera.track) {
      microphone.want(true);
      camera.want(true);
      const got = await captureBoth({
        microphone: { id: microphone.chosen, exact: false },
        camera: { id: camera.chosen, exact: false },
      });
      microphone.adopt(got.microphone);
      camera.adopt(got.camera);
    } else {
      await microphone.set(wanted.microphone);
      await camera.set(wanted.camera);
    }
    await this.refresh();
  }

  async set(kind: InputKind, on: boolean): Promise<void> {
    await this[kind].set(on);
    writePreferences(kind === 'microphone' ? { microphoneOn: on } : { cameraOn: on });
    if (on) await this.refresh(); // The first permission brings the names of all devices.
  }

  async choose(kind: InputKind, id: string): Promise<void> {
    writePreferences({ [kind]: id });
    await this[kind].choose(id);
    await this.refresh();
  }

  async chooseSpeaker(id: string): Promise<void> {
    writePreferences({ speaker: id });
    this.#speaker = id;
    this.#owner.speaker(id);
    await this.refresh();
  }

  /** The remembered output, as far as it is there; empty is the system's. */
  speakerInUse(): string {
    return this.#local.speakers.devices.some((device) => device.id === this.#speaker) ? (this.#speaker ?? '') : '';
  }

  /** Reads the menus again. */
  async refresh(): Promise<void> {
    // Added once, however often; from now on plugging and unplugging shows.
    navigator.mediaDevices?.addEventListener('devicechange', this.#plugged);
    const inUse = (input: Input) => input.track?.getSettings().deviceId ?? input.chosen;
    const lists = await listDevices({
      microphone: inUse(this.microphone),
      camera: inUse(this.camera),
      speaker: this.#speaker,
    });
    this.#changed(lists);
  }

  get sharing(): boolean {
    return this.#screen.on;
  }

  async startScreen(): Promise<void> {
    if (this.#sharing || this.#screen.on) return;
    this.#sharing = true;
    const outcome = await captureScreen();
    this.#sharing = false;
    if ('failed' in outcome) {
      if (outcome.failed === 'denied') this.#owner.notice(notice('notice.screenDenied', {}, 'warn'));
      if (outcome.failed === 'failed') this.#owner.notice(notice('notice.screenFailed', {}, 'warn'));
      if (outcome.failed === 'unsupported') this.#owner.notice(notice('notice.screenUnsupported', {}, 'warn'));
      return;
    }
    const { picture, sound } = outcome;
    picture.onended = () => this.stopScreen();
    this.#screen = { on: true, track: picture, withSound: sound !== null };
    this.#screenSound = sound;
    this.#owner.track('screen', picture);
    this.#owner.track('screenSound', sound);
    this.#changed();
  }

  stopScreen(): void {
    if (!this.#screen.on) return;
    const { track } = this.#screen;
    if (track) track.onended = null;
    track?.stop();
    this.#screenSound?.stop();
    this.#screenSound = null;
    this.#screen = { on: false, track: null, withSound: false };
    this.#owner.track('screen', null);
    this.#owner.track('screenSound', null);
    this.#changed();
  }

  /** What is there to send now. */
  tracks(): Record<InputKind | 'screen' | 'screenSound', MediaStreamTrack | null> {
    return {
      microphone: this.microphone.track,
      camera: this.camera.track,
      screen: this.#screen.track,
      screenSound: this.#screenSound,
    };
  }

  /** Gives everything back: no lamp is on after leaving. */
  release(): void {
    this.stopScreen();
    this.microphone.release();
    this.camera.release();
    this.meter.close();
    navigator.mediaDevices?.removeEventListener('devicechange', this.#plugged);
  }

  readonly #plugged = (): void => void this.refresh();

  #input(kind: InputKind, chosen: string | null): Input {
    const [replaced, lost] =
      kind === 'microphone'
        ? (['notice.microphoneReplaced', 'notice.microphoneLost'] as const)
        : (['notice.cameraReplaced', 'notice.cameraLost'] as const);
    return new Input(kind, chosen, {
      changed: () => this.#changed(),
      track: (track) => {
        if (kind === 'microphone') this.meter.attach(track);
        this.#owner.track(kind, track);
      },
      gone: (label) => {
        this.#owner.notice(label === null ? notice(lost, {}, 'warn') : notice(replaced, { label }));
        void this.refresh();
      },
    });
  }

  #changed(lists: Partial<LocalMedia> = {}): void {
    const slice = ({ on, track, problem }: Input) => ({ on, track, problem });
    const { microphone, camera } = this;
    if (!microphone || !camera) return; // Still being made.
    const next = { ...this.#local, ...lists, screen: this.#screen };
    next.microphone = settled(this.#local.microphone, slice(microphone));
    next.camera = settled(this.#local.camera, slice(camera));
    this.#local = next;
    this.#owner.changed(next);
  }
}

/** The former slice while nothing in it changed, so that nobody draws it again. */
function settled<T extends object>(before: T, now: T): T {
  return Object.entries(now).every(([key, value]) => before[key as keyof T] === value) ? before : now;
}
