// @vitest-environment node

import { describe, expect, it } from 'vitest';
import { t } from '../i18n';
import '../i18n/words/meeting';
import { room } from '../meeting/samples';
import type { RoomInfo } from '../shared/protocol';
import { doorFacts, whoCanGetIn } from './whoCanGetIn';

const NOW = 1_000;
const who = (over: Partial<RoomInfo>, underway = true, participants = 3) =>
  whoCanGetIn({ ...room, ...over }, { underway, participants, nowMs: NOW }).key;

describe('whoCanGetIn', () => {
  it.each<[Partial<RoomInfo>, boolean, string]>([
    [{}, true, 'link'],
    [{}, false, 'link'],
    [{ hasPassword: true }, true, 'linkPassword'],
    [{ expiresAtMs: NOW + 1 }, true, 'linkUntil'],
    [{ hasPassword: true, expiresAtMs: NOW + 1 }, true, 'linkPasswordUntil'],
    [{ creation: 'authenticated' }, true, 'link'],
    [{ creation: 'authenticated' }, false, 'hostLink'],
    [{ creation: 'authenticated', hasPassword: true }, false, 'hostLinkPassword'],
    [{ creation: 'authenticated', expiresAtMs: NOW + 1 }, false, 'hostLinkUntil'],
    [{ creation: 'authenticated', hasPassword: true, expiresAtMs: NOW + 1 }, false, 'hostLinkPasswordUntil'],
    [{ expiresAtMs: NOW }, true, 'expired'],
    [{ expiresAtMs: NOW, hasPassword: true, creation: 'authenticated' }, false, 'expired'],
    [{ participantsMax: 3 }, true, 'full'],
    [{ participantsMax: 4 }, true, 'link'],
    [{ participantsMax: 3 }, false, 'link'],
  ])('%j, under way: %s → %s', (over, underway, key) => expect(who(over, underway)).toBe(key));

  it('has a sentence for each', () => {
    for (const hasPassword of [true, false])
      for (const creation of ['open', 'authenticated'] as const)
        for (const underway of [true, false])
          for (const expiresAtMs of [null, NOW - 1, NOW + 1])
            for (const participantsMax of [1, 3, 9]) {
              const found = whoCanGetIn(
                { ...room, hasPassword, creation, expiresAtMs, participantsMax },
                { underway, participants: 3, nowMs: NOW },
              );
              const words = t(`door.${found.key}`, { count: found.count, when: 'tomorrow' });
              expect(words).toMatch(/^(Anyone|Nobody).*\.$/);
              expect(words).not.toContain('door.');
            }
  });
});

it('the facts name what the sentence follows from', () => {
  expect(doorFacts(room)).toEqual(['factNoPassword', 'factOpen', 'factPlaces']);
  expect(
    doorFacts({ ...room, hasPassword: true, creation: 'authenticated', namesModerators: true, expiresAtMs: 5 }),
  ).toEqual(['factPassword', 'factHostNoPassword', 'factNamed', 'factPlaces', 'factExpires']);
});
