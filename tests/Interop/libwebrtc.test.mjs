// Clients on another WebRTC stack, by the documented protocol alone, among themselves and with a browser.

import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { setStage } from '../Harness/stage.mjs';
import { Participant } from './participant.mjs';

const stage = setStage();
const participants = [];

async function join(room, name) {
  const participant = await Participant.join(stage.parley.url, room, name);
  participants.push(participant);
  return participant;
}

afterEach(() => Promise.all(participants.splice(0).map((participant) => participant.close())));

test('two such clients exchange picture and sound', async () => {
  const room = stage.newRoom('wrtc');
  const dan = await join(room, 'Dan');
  const eve = await join(room, 'Eve');
  assert.deepEqual(eve.joined.participants.map(({ name }) => name), ['Dan', 'Eve']);
  dan.view([await dan.cameraOf('Eve')]);
  eve.view([await eve.cameraOf('Dan')]);
  await Promise.all([dan.sees(), eve.sees(), dan.hears(), eve.hears()]);
  assert.equal(eve.counts.size, '320x240');
  await dan.leave();
  await eve.signalling.waitFor('roster', ({ left }) => left.includes(dan.joined.self));
});

test('such a client and Chromium see and hear each other, and chat', async () => {
  const room = stage.newRoom('mixed');
  const ann = await stage.person('Ann');
  await ann.joinByLink(stage.parley.url, room);
  const dan = await join(room, 'Dan');
  dan.view([await dan.cameraOf('Ann')]);
  await Promise.all([ann.sees('Dan'), ann.hears(), dan.sees(), dan.hears()]);
  await ann.say('Who are you?');
  await dan.signalling.waitFor('chat', ({ line }) => line.text === 'Who are you?');
  dan.signalling.tell('chat', { id: 'said', text: 'Another stack' });
  await ann.chat.getByText('Another stack').waitFor();
});
