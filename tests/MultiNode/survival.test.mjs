// Of three real nodes one stands still, and then two are killed one after the other: meetings go on, in one truth.

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { admin } from '../Harness/admin.mjs';
import { childrenOf } from '../Harness/children.mjs';
import { joins, says, TAKEN_OVER_MS } from '../Harness/meetings.mjs';
import { cluster } from '../Harness/nodes.mjs';
import { until } from '../Harness/until.mjs';
import { EndpointProcess } from '../Interop/endpoint-process.mjs';

const DOWNED = 9;
const ROOMS_TRIED = 30;

let nodes;
let endpoints;
before(async () => {
  nodes = await cluster(3, ['--set', 'parley.media.workers=1', '--set', 'parley.log.level=information']);
  await nodes.database.start();
  await Promise.all([1, 2, 3].map((number) => nodes.start(number)));
  endpoints = new EndpointProcess();
});
after(async () => {
  await endpoints?.end();
  await nodes?.close();
});

const join = (number, room, name) => joins(nodes, endpoints, number, room, name);
const others = (number) => [1, 2, 3].filter((other) => other !== number);
const allReady = () => until('all nodes to be ready', async () => (await Promise.all([1, 2, 3].map((number) => nodes.isReady(number)))).every(Boolean));

const nodeOfRoom = (room) => until('the node of the room', () =>
  nodes.nodes.find(({ number }) => nodes.output(number).includes(`The meeting in room ${room} runs on this node`))?.number);

function nodeOfBridge({ joined }) {
  const port = Number(/^a=candidate:\S+ 1 udp \d+ \S+ (\d+) /im.exec(joined.sdp)[1]);
  return nodes.nodes.find(({ ports }) => port === ports.media).number;
}

/** A meeting whose room, bridge and first edge are on one node. */
async function meetingOnOneNode(name) {
  for (let tries = 0; tries < ROOMS_TRIED; tries++) {
    const room = `${name}-${tries}`;
    const scout = await join(1, room, 'Ann');
    const node = await nodeOfRoom(room);
    if (nodeOfBridge(scout) === node) {
      if (node === 1) return { room, node, ann: scout };
      const ann = await join(node, room, 'Ann');
      await scout.leave();
      return { room, node, ann };
    }
    await scout.leave();
  }
  throw new Error(`of ${ROOMS_TRIED} rooms none had its bridge on its own node`);
}

test('a node that stood still for 30 s ends as it wakes, and takes no command', async (t) => {
  const { room, node, ann } = await meetingOnOneNode('frozen');
  const [other, third] = others(node);
  const ben = await join(other, room, 'Ben');
  const { process: frozen } = nodes.node(node);
  const children = childrenOf(frozen.pid);
  assert.ok(children.length > 0, 'it has a media process');

  frozen.freeze();
  const since = performance.now();
  ann.signalling.tell('chat', { id: 'late', text: 'Said to a node that sleeps' });
  ann.signalling.tell('hand', { raised: true });
  await says(ben, 'We go on');
  t.diagnostic(`commands again after ${Math.round(performance.now() - since)} ms`);
  const cem = await join(third, room, 'Cem');
  await until('30 s of standing still', () => performance.now() - since > 30_000, { withinMs: 60_000 });

  const heard = ann.signalling.heard.length;
  frozen.thaw();
  const thawed = performance.now();
  assert.equal(await frozen.ended, DOWNED, nodes.output(node).slice(-2_000));
  const took = performance.now() - thawed;
  t.diagnostic(`it ended ${Math.round(took)} ms after it woke`);
  assert.ok(took < 3_000, `it ended after ${took} ms`);
  assert.match(nodes.output(node), /^parley: This node did not run for \d\d\.\d s/m);
  await until('its media process to end', () => children.every((child) => !existsSync(`/proc/${child}`)));
  await until('its sockets to close', () => ann.signalling.closed);
  assert.deepEqual(ann.signalling.heard.slice(heard), [], 'nothing was said to those who were connected to it');
  await says(cem, 'After it woke');
  for (const one of [ben, cem]) assert.ok(!one.signalling.heard.some(({ line }) => line?.text === 'Said to a node that sleeps'));
  await Promise.all([ben.close(), cem.close(), ann.close()]);
  await nodes.start(node);
  await allReady();
});

test('three nodes, two killed one after the other: the last one goes on, by the word of the database', async (t) => {
  const made = await admin(nodes.data(3), 'PATCH', '/rooms/last-one', { title: 'Before' });
  assert.equal(made.status, 200, JSON.stringify(made.body));
  for (const number of [1, 2]) {
    const since = performance.now();
    await nodes.node(number).process.kill();
    await until('every room to be had again', async () => {
      const answers = await Promise.all(['last-one', 'room-a', 'room-b', 'room-c', 'room-d'].map((room) => admin(nodes.data(3), 'PATCH', `/rooms/${room}`, { title: `Without ${number}` })));
      return answers.every(({ status }) => status === 200) && (await nodes.isReady(3));
    }, { withinMs: TAKEN_OVER_MS });
    t.diagnostic(`without node ${number} after ${Math.round(performance.now() - since)} ms`);
  }
  assert.match(nodes.output(3), /Of 2 nodes 1 are here, so the database decides: it says this side/);
  await nodes.start(1);
  await nodes.start(2);
  await allReady();
});
