// Meetings for tests.

import type { ParticipantInfo, RoomInfo, SourceInfo } from '../shared/protocol';
import type { MeetingState } from './model';
import { initialState } from './state';

export const room: RoomInfo = {
  name: 'team',
  title: 'Team',
  hasPassword: false,
  startsMuted: false,
  startsHidden: false,
  lobby: false,
  participantsMax: 100,
  mayShare: 'everyone',
  mayChat: 'everyone',
  mayRecord: 'moderators',
  chatHistory: 'meeting',
  creation: 'open',
  namesModerators: false,
};

/** A participant with a microphone (10n+1), a camera (10n+2) and a screen (10n+3), the first two on. */
export function person(n: number, over: Partial<ParticipantInfo> = {}): ParticipantInfo {
  const sources: SourceInfo[] = [
    { number: 10 * n + 1, kind: 'microphone' },
    { number: 10 * n + 2, kind: 'camera' },
    { number: 10 * n + 3, kind: 'screen' },
  ];
  return {
    id: `p${n}`,
    name: `Person ${n}`,
    role: 'participant',
    presence: 'present',
    devices: { microphoneOn: true, cameraOn: true, screenOn: false },
    sources,
    joinedAtMs: n * 1_000,
    handRaisedAtMs: null,
    locked: { microphone: false, camera: false, screen: false },
    host: false,
    ...over,
  };
}

/** In a meeting as p1, with these people. */
export function meeting(...participants: ParticipantInfo[]): MeetingState {
  return { ...initialState(), phase: { at: 'in' }, room, self: 'p1', participants };
}

/** A track by name only; happy-dom has none. */
export function track(id: string): MediaStreamTrack {
  return { id } as MediaStreamTrack;
}
