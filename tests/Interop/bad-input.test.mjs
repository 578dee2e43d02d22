// What comes over the socket may be anything: it is refused with a code, and a meeting beside it goes on.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { until } from '../Harness/until.mjs';
import { openMeeting } from './meeting.mjs';
import { randomSource } from './random.mjs';
import { Signalling } from './signalling.mjs';

const DEVICES = { microphoneOn: false, cameraOn: false, screenOn: false };
let meeting;
let parley;
let dan;

before(async () => {
  meeting = await openMeeting();
  ({ parley, dan } = meeting);
});
after(() => meeting?.close());

function join(fields) {
  return { version: 1, room: 'noise', name: 'Mal', devices: DEVICES, sdp: '', sources: [], slots: [], ...fields };
}

/** What a join is answered with; one that breaks a bound of the protocol is refused without the request's id. */
function firstAnswer(mal, fields) {
  mal.tell('join', { id: 'first', ...fields });
  return until('an answer', () => mal.heard[0]);
}

test('messages that are none are refused with a code, and the socket is closed when there are too many', async () => {
  const noise = [
    '{', '', 'null', '[]', '42', '"join"', '{}', '{"type":"nonsense"}', '{"type":"join"}', '\u0000', '{"type":"join","version":"one"}',
    '['.repeat(5_000), '{"type":"ping","number":1e400}', `{"type":"ping","number":1,"x":${'['.repeat(200)}${']'.repeat(200)}}`,
  ];
  for (const text of noise) {
    const mal = await Signalling.open(parley.url);
    mal.sendRaw(text);
    const { code } = await mal.waitFor('refused');
    assert.equal(code, 'bad-message', text.slice(0, 60));
    await mal.close();
  }
  const mal = await Signalling.open(parley.url);
  for (let i = 0; i < 200 && !mal.closed; i++) mal.sendRaw('{');
  await until('the socket of a talker of nonsense to be closed', () => mal.closed);
  assert.ok(mal.closed.code >= 4000, JSON.stringify(mal.closed));
  await meeting.goesOn();
});

test('a message above the bound closes the socket', async () => {
  const mal = await Signalling.open(parley.url);
  mal.sendRaw(JSON.stringify({ type: 'join', id: 'a', ...join({ sdp: 'v'.repeat(2_000_000) }) }));
  await until('the socket to be closed', () => mal.closed);
  assert.equal(mal.closed.code, 1009);
  const binary = await Signalling.open(parley.url);
  binary.sendRaw(Buffer.alloc(10));
  await until('the socket to be closed', () => binary.closed);
  assert.equal(binary.closed.code, 1003);
  await meeting.goesOn();
});

test('offers that are malformed are refused with a code', async () => {
  const real = dan.offer.sdp;
  const lines = real.split('\r\n');
  const offers = {
    empty: '',
    words: 'this is not an offer',
    'no version': lines.slice(1).join('\r\n'),
    'cut in two': real.slice(0, real.length / 2),
    'no fingerprint': lines.filter((line) => !line.startsWith('a=fingerprint')).join('\r\n'),
    'no credentials': lines.filter((line) => !line.startsWith('a=ice-')).join('\r\n'),
    'no bundle': lines.filter((line) => !line.startsWith('a=group')).join('\r\n'),
    'too many m-lines': real + 'm=video 9 UDP/TLS/RTP/SAVPF 96\r\nc=IN IP4 0.0.0.0\r\n'.repeat(1_000),
    'a long line': `${real}a=${'x'.repeat(200_000)}\r\n`,
    'huge numbers': real.replaceAll(/\b\d+\b/g, '99999999999999999999'),
    zeros: real.replaceAll(/[0-9]/g, '\u0000'),
  };
  for (const [what, sdp] of Object.entries(offers)) {
    const mal = await Signalling.open(parley.url);
    const answer = await mal.ask('join', join({ sdp }));
    assert.ok(['refused', 'joined'].includes(answer.type), what);
    if (what !== 'a long line') assert.equal(answer.type, 'refused', what);
    if (answer.type === 'refused') assert.match(answer.code, /^[a-z][a-z-]+$/, what);
    await mal.close();
  }
  await meeting.goesOn();
});

test('offers with random damage are refused or answered, and nothing else', async () => {
  const random = randomSource(20_261_124);
  for (let round = 0; round < 60; round++) {
    const mal = await Signalling.open(parley.url);
    const text = [...dan.offer.sdp];
    for (let damage = random.below(40); damage >= 0; damage--) {
      const at = random.below(text.length);
      text.splice(at, random.below(30), String.fromCodePoint(random.below(0x250)));
    }
    const sources = dan.offer.sources;
    const answer = await mal.ask('join', join({ room: `noise-${round}`, sdp: text.join(''), sources, slots: dan.offer.slots }));
    assert.ok(['refused', 'joined'].includes(answer.type), JSON.stringify(answer));
    await mal.close();
  }
  await meeting.goesOn();
});

test('bindings that name an m-line twice, or too many, are refused', async () => {
  const cases = [
    { sources: [dan.offer.sources[0], dan.offer.sources[0]] },
    { sources: [], slots: [dan.offer.slots[0], dan.offer.slots[0]] },
    { sources: Array.from({ length: 129 }, () => dan.offer.sources[0]) },
  ];
  for (const fields of cases) {
    const mal = await Signalling.open(parley.url);
    const answer = await firstAnswer(mal, join({ sdp: dan.offer.sdp, ...fields }));
    assert.equal(answer.type, 'refused', JSON.stringify(fields).slice(0, 100));
    await mal.close();
  }
  await meeting.goesOn();
});

test('room names are normalised, and refused where they cannot be', async () => {
  for (const room of ['', ' ', 'x'.repeat(101), 'x'.repeat(257), 'a\u0000b', '../../etc', '\ud800']) {
    const mal = await Signalling.open(parley.url);
    const answer = await firstAnswer(mal, join({ room, sdp: dan.offer.sdp }));
    assert.equal(answer.type, 'refused', JSON.stringify(room));
    await mal.close();
  }
  const shouter = await Signalling.open(parley.url);
  const answer = await shouter.ask('join', join({ room: ` ${meeting.room.toUpperCase()} `, sdp: dan.offer.sdp, sources: dan.offer.sources, slots: dan.offer.slots }));
  assert.equal(answer.type, 'joined', JSON.stringify(answer));
  assert.equal(answer.room.name, meeting.room);
  shouter.tell('leave');
  await shouter.waitFor('ended');
});
