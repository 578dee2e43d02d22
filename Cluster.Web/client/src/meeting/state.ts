// The state before anything has happened.

import type { LocalMedia, MeetingState } from './model';

export function initialLocal(): LocalMedia {
  return {
    microphone: { on: false, track: null, problem: null },
    camera: { on: false, track: null, problem: null },
    screen: { on: false, track: null, withSound: false },
    microphones: { devices: [], chosen: null },
    cameras: { devices: [], chosen: null },
    speakers: { devices: [], chosen: null },
  };
}

export function initialState(): MeetingState {
  return {
    phase: { at: 'idle' },
    room: null,
    self: null,
    startedAtMs: 0,
    clockOffsetMs: 0,
    hosts: null,
    participants: [],
    missing: [],
    chat: [],
    unread: 0,
    speakers: [],
    levels: {},
    pictures: {},
    local: initialLocal(),
    media: 'idle',
    soundBlocked: false,
    notices: [],
  };
}
