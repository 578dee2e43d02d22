// PostgreSQL goes away under the meetings of three real nodes, and comes back.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { admin } from '../Harness/admin.mjs';
import { joins, says } from '../Harness/meetings.mjs';
import { cluster } from '../Harness/nodes.mjs';
import { until } from '../Harness/until.mjs';
import { EndpointProcess } from '../Interop/endpoint-process.mjs';

const DATABASE_AWAY_MS = 30_000;

let nodes;
let endpoints;
before(async () => {
  nodes = await cluster(3, ['--set', 'parley.media.workers=1']);
  await nodes.database.start();
  await Promise.all([1, 2, 3].map((number) => nodes.start(number)));
  endpoints = new EndpointProcess();
});
after(async () => {
  await endpoints?.end();
  await nodes?.close();
});

const join = (number, room, name) => joins(nodes, endpoints, number, room, name);
const allReady = () => until('all nodes to be ready', async () => (await Promise.all([1, 2, 3].map((number) => nodes.isReady(number)))).every(Boolean));

test('with PostgreSQL away for 30 s meetings go on, what cannot be kept is refused in words, and it comes back by itself', async (t) => {
  const room = 'no-database';
  const [ann, ben] = [await join(1, room, 'Ann'), await join(2, room, 'Ben')];
  ben.view([await ben.cameraOf('Ann')]);
  const changed = await ann.signalling.ask('room-settings', { patch: { title: 'Kept' } });
  assert.equal(changed.type, 'done', JSON.stringify(changed));
  const processes = [1, 2, 3].map((number) => nodes.node(number).process.pid);

  await nodes.database.stop();
  const since = performance.now();
  await Promise.all([ben.sees(), ben.hears()]);
  await says(ann, 'Do you hear me');
  const refused = await ann.signalling.ask('room-settings', { patch: { title: 'Lost' } });
  assert.equal(refused.type, 'refused', JSON.stringify(refused));
  assert.equal(refused.code, 'storage-unavailable');
  t.diagnostic(`"${refused.message}" after ${Math.round(performance.now() - since)} ms`);
  const guest = await join(3, room, 'Cem');
  await says(guest, 'I came without it');
  const muted = await ann.signalling.ask('mute', { device: 'microphone', locked: false, participant: ben.joined.self });
  assert.equal(muted.type, 'done', JSON.stringify(muted));
  await ben.signalling.waitFor('muted');
  const account = await admin(nodes.data(2), 'POST', '/users', { login: 'ann', name: 'Ann' });
  assert.equal(account.status, 503, JSON.stringify(account));
  assert.match(account.body.code, /^(storage-unavailable|try-again)$/);
  await until('30 s without PostgreSQL', () => performance.now() - since > DATABASE_AWAY_MS, { withinMs: 60_000 });
  await Promise.all([ben.sees(), says(ben, 'Still here')]);

  await nodes.database.start();
  const back = performance.now();
  await until('settings to be kept again', async () => (await ann.signalling.ask('room-settings', { patch: { title: 'Kept again' } })).type === 'done');
  await until('accounts to be kept again', async () => (await admin(nodes.data(2), 'POST', '/users', { login: 'ben', name: 'Ben' })).status === 201);
  t.diagnostic(`everything is kept again after ${Math.round(performance.now() - back)} ms`);
  await allReady();
  assert.deepEqual([1, 2, 3].map((number) => nodes.node(number).process.pid), processes, 'no node was started again');
  const read = await admin(nodes.data(3), 'GET', `/rooms/${room}`);
  assert.equal(read.body.title, 'Kept again');
  await Promise.all([ann, ben, guest].map((one) => one.close()));
});
