// @vitest-environment node

import { expect, it } from 'vitest';
import { firstView } from './firstView';
import { person } from './samples';

it('asks for screens, then cameras that are on, and for nothing of oneself', () => {
  const off = { microphoneOn: true, cameraOn: false, screenOn: false };
  const sharing = { microphoneOn: true, cameraOn: true, screenOn: true };
  const people = [person(1), person(2), person(3, { devices: off }), person(4, { devices: sharing })];
  expect(firstView(people, 'p1').map((wanted) => wanted.source)).toEqual([43, 22, 42]);
});

it('asks for no more than there are slots', () => {
  const people = Array.from({ length: 12 }, (_, i) => person(i + 1));
  expect(firstView(people, 'p1').map((wanted) => wanted.source)).toEqual([22, 32, 42, 52]);
});
