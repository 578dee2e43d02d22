// What a moderator, or the room, keeps one from: the device really goes off, and the server hears that one knows.

import { type NoticeDraft, notice } from '../shared/notices';
import type { Device } from '../shared/protocol';
import type { Devices } from './devices/devices';
import type { MeetingState } from './model';
import type { ServerMessageOf } from './signalling/messages';

/** Why one may not switch a device on now; null: one may. */
export function restraintOn(state: MeetingState, device: Device): NoticeDraft | null {
  const self = state.participants.find((one) => one.id === state.self);
  if (!self) return null;
  if (self.locked[device]) return notice(LOCKED[device], {}, 'warn');
  if (device === 'screen' && self.role !== 'moderator' && state.room?.mayShare === 'moderators')
    return notice('notice.shareModerators', {}, 'warn');
  return null;
}

const LOCKED = {
  microphone: 'notice.microphoneLocked',
  camera: 'notice.cameraLocked',
  screen: 'notice.screenLocked',
} as const;

const MUTED = {
  microphone: { plain: 'notice.microphoneMuted', locked: 'notice.microphoneMutedLocked' },
  camera: { plain: 'notice.cameraStopped', locked: 'notice.cameraStoppedLocked' },
  screen: { plain: 'notice.screenStopped', locked: 'notice.screenStoppedLocked' },
} as const;

export class Restraints {
  readonly #devices: Devices;
  #mark = 0;

  constructor(devices: Devices) {
    this.#devices = devices;
  }

  /** The last mark heard; said with `devices`, so that a message in flight undoes nothing. */
  get mark(): number {
    return this.#mark;
  }

  /** Gives the line in the corner; none when the device was off already and stays free. */
  muted({ device, locked, mark, by }: ServerMessageOf<'muted'>): NoticeDraft | null {
    this.#mark = Math.max(this.#mark, mark);
    const wasOn = this.#off(device, locked);
    if (!wasOn && !locked) return null;
    return notice(MUTED[device][locked ? 'locked' : 'plain'], { name: by }, 'warn');
  }

  /** Takes over what happened before this membership, or while the socket was lost. */
  joined({ mark, participants, self }: ServerMessageOf<'joined'>): void {
    const own = participants.find((one) => one.id === self);
    const news = mark > this.#mark;
    this.#mark = mark;
    if (!own) return;
    for (const device of ['microphone', 'camera', 'screen'] as const) {
      const on = { microphone: 'microphoneOn', camera: 'cameraOn', screen: 'screenOn' } as const;
      if (own.locked[device]) this.#off(device, true);
      else if (news && !own.devices[on[device]]) this.#off(device, false);
    }
  }

  /** Whether it was on. One that stays off gives the device back: its lamp must not burn. */
  #off(device: Device, locked: boolean): boolean {
    if (device === 'screen') {
      const wasOn = this.#devices.sharing;
      this.#devices.stopScreen();
      return wasOn;
    }
    const input = this.#devices[device];
    const wasOn = input.on;
    if (locked) input.release();
    else if (wasOn) void input.set(false);
    return wasOn;
  }
}
