// What a moderator can do to somebody, by how that person is now.

import type { ParticipantInfo } from '../model';

export type ModerationAction =
  | 'mute'
  | 'muteLocked'
  | 'unlock'
  | 'stopCamera'
  | 'stopShare'
  | 'makeModerator'
  | 'takeModerator'
  | 'remove';

/** In the order of the menu; empty for who is no moderator, and for oneself. */
export function moderationActions(person: ParticipantInfo, self: ParticipantInfo | null): ModerationAction[] {
  if (self?.role !== 'moderator' || person.id === self.id) return [];
  const actions: ModerationAction[] = [];
  if (person.devices.microphoneOn) actions.push('mute');
  actions.push(person.locked.microphone ? 'unlock' : 'muteLocked');
  if (person.devices.cameraOn) actions.push('stopCamera');
  if (person.devices.screenOn) actions.push('stopShare');
  actions.push(person.role === 'moderator' ? 'takeModerator' : 'makeModerator', 'remove');
  return actions;
}

/** Those whom "mute everyone" is about. */
export function mutable(participants: readonly ParticipantInfo[]): ParticipantInfo[] {
  return participants.filter((one) => one.role !== 'moderator');
}
