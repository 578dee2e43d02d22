// Three nodes go from the newest release to this build, one after another, under a meeting of two browsers.

import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { upgrade } from '../Harness/upgrading.mjs';

let seen;
before(async () => {
  seen = await upgrade(console.log);
});

test('nobody who is there becomes another one, and what was said stays', () => {
  assert.deepEqual([seen.peopleLost, seen.chatLost], [0, 0]);
});

test('whoever comes meanwhile is let in, by nodes of either version', () => assert.equal(seen.peopleNotLetIn, 0));

test('all that was acknowledged is there afterwards', () => {
  assert.ok(seen.writes >= 100, `only ${seen.writes} writes were acknowledged`);
  assert.equal(seen.writesLost, 0);
});

// Each node gives its meetings away first. What a busy machine adds to that, `./bench upgrade` says.
test('pictures and sound come again within five seconds', () => {
  assert.ok(seen.pictureGapMs <= 5_000, `no picture for ${seen.pictureGapMs} ms`);
  assert.ok(seen.soundGapMs <= 5_000, `no sound for ${seen.soundGapMs} ms`);
});

test('nodes end with 0 when they are told to, and one of the release fits in afterwards, or stays out and says why', () => {
  assert.deepEqual([seen.badExits, seen.oldNodesAtALoss], [0, 0]);
});
