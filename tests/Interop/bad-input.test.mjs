// What comes from outside may be anything: it is refused or dropped, and a meeting beside it goes on.

import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { after, before, test } from 'node:test';
import { Parley } from '../Harness/parley.mjs';
import { until } from '../Harness/until.mjs';
import { randomSource } from './random.mjs';
import { Participant } from './participant.mjs';
import { Signalling } from './signalling.mjs';

const DEVICES = { microphoneOn: false, cameraOn: false, screenOn: false };
let parley;
let dan;
let eve;

before(async () => {
  parley = await Parley.open();
  dan = await Participant.join(parley.url, 'undisturbed', 'Dan');
  eve = await Participant.join(parley.url, 'undisturbed', 'Eve');
  dan.view([await dan.cameraOf('Eve')]);
  eve.view([await eve.cameraOf('Dan')]);
  await Promise.all([dan.sees(), eve.sees()]);
});

after(async () => {
  await dan?.close();
  await eve?.close();
  await parley?.close();
});

/** The meeting beside it still has picture and sound both ways, and newcomers are still let in. */
async function meetingGoesOn() {
  assert.ok(parley.running, `the program ended; it printed:\n${parley.output}`);
  assert.ok(await parley.isReady());
  await Promise.all([dan.sees(), eve.sees(), dan.hears(), eve.hears()]);
}

function join(fields) {
  return { version: 1, room: 'noise', name: 'Mal', devices: DEVICES, sdp: '', sources: [], slots: [], ...fields };
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
  await meetingGoesOn();
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
  await meetingGoesOn();
});

test('offers that are malformed are refused with a code', async () => {
  const real = dan.offer;
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
  await meetingGoesOn();
});

test('offers with random damage are refused or answered, and nothing else', async () => {
  const random = randomSource(20_261_124);
  for (let round = 0; round < 60; round++) {
    const mal = await Signalling.open(parley.url);
    const text = [...dan.offer];
    for (let damage = random.below(40); damage >= 0; damage--) {
      const at = random.below(text.length);
      text.splice(at, random.below(30), String.fromCodePoint(random.below(0x250)));
    }
    const sources = dan.offered.sources;
    const answer = await mal.ask('join', join({ room: `noise-${round}`, sdp: text.join(''), sources, slots: dan.offered.slots }));
    assert.ok(['refused', 'joined'].includes(answer.type), JSON.stringify(answer));
    await mal.close();
  }
  await meetingGoesOn();
});

test('bindings that name no m-line, or one twice, are refused', async () => {
  const cases = [
    { sources: [{ mid: 'none', kind: 'camera' }] },
    { sources: [dan.offered.sources[0], dan.offered.sources[0]] },
    { sources: [], slots: [dan.offered.slots[0], dan.offered.slots[0]] },
    { sources: Array.from({ length: 129 }, () => dan.offered.sources[0]) },
  ];
  for (const fields of cases) {
    const mal = await Signalling.open(parley.url);
    const answer = await mal.ask('join', join({ sdp: dan.offer, ...fields }));
    assert.equal(answer.type, 'refused', JSON.stringify(fields).slice(0, 100));
    await mal.close();
  }
  await meetingGoesOn();
});

test('room names are normalised, and refused where they cannot be', async () => {
  for (const room of ['', ' ', 'x'.repeat(257), 'a\u0000b', '../../etc', '\ud800']) {
    const mal = await Signalling.open(parley.url);
    const answer = await mal.ask('join', join({ room, sdp: dan.offer }));
    assert.equal(answer.type, 'refused', JSON.stringify(room));
    await mal.close();
  }
  const shouter = await Signalling.open(parley.url);
  const answer = await shouter.ask('join', join({ room: ' UNDISTURBED ', sdp: dan.offer, ...dan.offered }));
  assert.equal(answer.type, 'joined', JSON.stringify(answer));
  assert.equal(answer.room.name, 'undisturbed');
  shouter.tell('leave');
  await shouter.waitFor('ended');
});

test('noise on the media port is dropped', async () => {
  const random = randomSource(20_261_125);
  const socket = createSocket('udp4');
  const send = (bytes) => new Promise((resolve) => socket.send(bytes, parley.mediaPort, '127.0.0.1', resolve));
  /** The first byte says what it claims to be (RFC 7983): STUN, DTLS, RTP or RTCP, TURN, nothing. */
  const firstBytes = [0, 1, 20, 22, 23, 63, 64, 79, 80, 128, 129, 144, 191, 192, 255];
  for (let round = 0; round < 6_000; round++) {
    const bytes = random.bytes(random.below(round % 50 === 0 ? 1_500 : 120));
    if (bytes.length > 0) bytes[0] = firstBytes[random.below(firstBytes.length)];
    if (bytes.length > 8 && bytes[0] <= 1) {
      bytes.writeUInt16BE(bytes.length - 20 > 0 ? bytes.length - 20 : 0, 2);
      bytes.writeUInt32BE(0x2112a442, 4);
    }
    if (bytes.length > 13 && bytes[0] >= 20 && bytes[0] < 64) bytes.writeUInt16BE(0xfefd, 1);
    if (bytes.length > 2 && bytes[0] >= 128 && round % 2 === 0) bytes[1] = 200 + random.below(7);
    await send(bytes);
  }
  socket.close();
  await meetingGoesOn();
});
