// What is said in the chat reaches whom it is for, and nobody else.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setStage } from '../Harness/stage.mjs';

const stage = setStage();

test('lines go both ways, and a late one reads what was said before', async () => {
  const room = stage.newRoom('chat');
  const [ann, ben] = await stage.pair(room);
  await ann.say('Good morning');
  await ben.openChat();
  await ben.chat.getByText('Good morning').waitFor();
  await ben.say('Morning, <b>Ann</b>');
  await ann.chat.getByText('Morning, <b>Ann</b>').waitFor();
  const cyd = await stage.person('Cyd');
  await cyd.joinByLink(stage.parley.url, room);
  await cyd.openChat();
  await cyd.chat.getByText('Good morning').waitFor();
});

test('a private line is seen by the two it concerns only', async () => {
  const room = stage.newRoom('private');
  const [ann, ben] = await stage.pair(room);
  const cyd = await stage.person('Cyd');
  await cyd.joinByLink(stage.parley.url, room);
  await ann.tile('Cyd').waitFor();
  await ann.say('Only for Ben', 'Ben');
  await ben.openChat();
  await ben.chat.getByText('Only for Ben').waitFor();
  // A line to everyone that comes after it proves that the private one is not merely late.
  await ben.say('For everyone');
  await cyd.openChat();
  await cyd.chat.getByText('For everyone').waitFor();
  assert.equal(await cyd.chat.getByText('Only for Ben').count(), 0);
});
