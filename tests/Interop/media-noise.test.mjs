// Noise on the media port, from strangers and from one who was let in, while a meeting goes on.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createSocket } from 'node:dgram';
import { after, before, test } from 'node:test';
import { openMeeting } from './meeting.mjs';
import { randomSource } from './random.mjs';
import { Signalling } from './signalling.mjs';
import { connectivityCheck } from './stun.mjs';

const DATAGRAMS = 6_000;
let meeting;
before(async () => {
  meeting = await openMeeting();
});
after(() => meeting?.close());

/** Sends datagrams that look like each protocol of RFC 7983 and are not, from a socket. */
async function makeNoise(socket, random) {
  /** STUN, ZRTP, DTLS, TURN, QUIC, RTP and RTCP, nothing. */
  const firstBytes = [0, 1, 2, 16, 19, 20, 21, 22, 23, 63, 64, 79, 80, 127, 128, 129, 144, 160, 191, 192, 255];
  for (let round = 0; round < DATAGRAMS; round++) {
    const bytes = random.bytes(random.below(round % 50 === 0 ? 1_500 : 120));
    if (bytes.length > 14) {
      const first = firstBytes[random.below(firstBytes.length)];
      bytes[0] = first;
      if (first <= 2) looksLikeStun(bytes);
      else if (first >= 20 && first < 64) looksLikeDtls(bytes, random);
      else if (first >= 128 && first < 192 && round % 2 === 0) bytes[1] = 200 + random.below(7);
    }
    await new Promise((resolve) => socket.send(bytes, meeting.parley.mediaPort, '127.0.0.1', resolve));
  }
}

function looksLikeStun(bytes) {
  bytes.writeUInt16BE(Math.max(0, bytes.length - 20), 2);
  bytes.writeUInt32BE(0x2112a442, 4);
}

/** A record of epoch 0 whose length fits, and in a handshake record a message type that exists. */
function looksLikeDtls(bytes, random) {
  bytes.writeUInt16BE(random.below(2) === 0 ? 0xfefd : 0xfeff, 1);
  bytes.writeUInt16BE(0, 3);
  bytes.writeUInt16BE(bytes.length - 13, 11);
  if (bytes[0] === 22) bytes[13] = [0, 1, 2, 11, 12, 13, 14, 16, 20][random.below(9)];
}

test('noise from strangers is dropped', async () => {
  const socket = createSocket('udp4');
  await makeNoise(socket, randomSource(20_261_125));
  socket.close();
  await meeting.goesOn();
});

test('noise from one whose connectivity was checked is dropped', async () => {
  const { sdp, sources, slots } = meeting.dan.offer;
  const mal = await Signalling.open(meeting.parley.url);
  const devices = { microphoneOn: true, cameraOn: true, screenOn: false };
  const joined = await mal.ask('join', { version: 1, room: 'noise', name: 'Mal', devices, sdp, sources, slots });
  assert.equal(joined.type, 'joined', JSON.stringify(joined));
  const line = (text, name) => new RegExp(`^a=${name}:(.*)$`, 'm').exec(text)[1].trim();
  const check = connectivityCheck({
    remoteUfrag: line(joined.sdp, 'ice-ufrag'),
    remotePassword: line(joined.sdp, 'ice-pwd'),
    localUfrag: line(sdp, 'ice-ufrag'),
  });

  const socket = createSocket('udp4');
  const answer = once(socket, 'message', { signal: AbortSignal.timeout(10_000) });
  socket.send(check, meeting.parley.mediaPort, '127.0.0.1');
  assert.equal((await answer)[0].readUInt16BE(0), 0x0101, 'a binding success response');
  await makeNoise(socket, randomSource(20_261_126));
  socket.close();
  await meeting.goesOn();
  mal.tell('leave');
  await mal.waitFor('ended');
});

test('those who come after the noise are let in and connected', async () => {
  const fay = await meeting.join('Fay');
  fay.view([await fay.cameraOf('Eve')]);
  await Promise.all([fay.sees(), fay.hears()]);
  await fay.close();
});
