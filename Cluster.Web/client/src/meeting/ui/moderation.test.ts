// @vitest-environment node

import { describe, expect, it } from 'vitest';
import { person } from '../samples';
import { moderationActions, mutable } from './moderation';

const moderator = person(1, { role: 'moderator' });
const free = { microphone: false, camera: false, screen: false };

describe('moderationActions', () => {
  it('are none for who is no moderator, for oneself, and before one is in', () => {
    expect(moderationActions(person(2), person(3))).toEqual([]);
    expect(moderationActions(moderator, moderator)).toEqual([]);
    expect(moderationActions(person(2), null)).toEqual([]);
  });

  it('follow from what the person does', () => {
    expect(moderationActions(person(2), moderator)).toEqual([
      'mute',
      'muteLocked',
      'stopCamera',
      'makeModerator',
      'remove',
    ]);
    const sharing = person(2, { devices: { microphoneOn: false, cameraOn: false, screenOn: true } });
    expect(moderationActions(sharing, moderator)).toEqual(['muteLocked', 'stopShare', 'makeModerator', 'remove']);
  });

  it('let one speak again, and take a role away', () => {
    const off = { microphoneOn: false, cameraOn: false, screenOn: false };
    const kept = person(2, { devices: off, locked: { ...free, microphone: true }, role: 'moderator' });
    expect(moderationActions(kept, moderator)).toEqual(['unlock', 'takeModerator', 'remove']);
  });

  it('muting everyone leaves the moderators', () => {
    expect(mutable([moderator, person(2), person(3)]).map((one) => one.id)).toEqual(['p2', 'p3']);
  });
});
