// A node is stopped under a meeting: what it carries goes to another node, frames keep coming, nobody’s tile goes, and the
// process ends with 0. And what cannot be drained says why.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { carriedOut, command } from '../Harness/command.mjs';
import { nodeOfMedia } from '../Harness/mediaNode.mjs';
import { Noon } from '../Harness/noon.mjs';
import { until } from '../Harness/until.mjs';

let noon;
let nodes;
let people;
before(async () => {
  noon = await Noon.begin({ extra: ['--set', 'parley.drain.timeout=120s'] });
  ({ nodes, people } = noon);
});
after(() => noon?.close());

const nameOf = (number) => noon.nameOf(number);

/** Resolves when somebody's former connection is gone. */
const isAlone = ({ name, page }) => until(`the former connection of ${name} to go`, async () => (await page.evaluate(() => window.parleyTest.peers())) === 1);

/** Does something while both look on, and says what they saw: how long a picture stood still depends on what else the machine has to do, and `./bench drain` says it. */
async function witnessed(what) {
  const seen = await noon.witnessed(what);
  assert.deepEqual(seen.map(({ gone }) => gone), [0, 0], 'somebody’s tile went');
  return seen;
}

test('what cannot be is refused with a code', async () => {
  const nobody = await command(nodes.data(1), ['node', 'drain', '10.9.9.9:1', '--json']);
  assert.deepEqual([nobody.code, JSON.parse(nobody.err).code], [6, 'node-unknown']);
  const serving = await command(nodes.data(1), ['node', 'undrain', nameOf(1), '--json']);
  assert.deepEqual([serving.code, JSON.parse(serving.err).code], [6, 'not-draining']);
  const empty = await command(nodes.data(1), ['room', 'move', 'nowhere', nameOf(1), '--json']);
  assert.deepEqual([empty.code, JSON.parse(empty.err).code], [6, 'room-empty']);
});

test('a meeting is moved to a node of one’s choice by a second connection', async () => {
  const from = await nodeOfMedia(nodes, people[0]);
  const to = (from % 3) + 1;
  let moved;
  const seen = await witnessed(async () => {
    moved = JSON.parse(await carriedOut(nodes.data(from), ['room', 'move', Noon.ROOM, nameOf(to), '--json']));
  });
  assert.deepEqual(moved, { room: Noon.ROOM, node: nameOf(to), moved: 2, dropped: 0, left: 0 });
  assert.deepEqual(seen.map(({ away }) => away), [0, 0], 'somebody was shown as reconnecting');
  assert.ok(seen.every(({ made }) => made >= 1), 'somebody made no second connection');
  for (const person of people) {
    await isAlone(person);
    assert.equal(await nodeOfMedia(nodes, person), to);
  }
});

test('a node that is told to stop gives its meetings away first, and ends with 0', async () => {
  const from = await nodeOfMedia(nodes, people[0]);
  const { process } = nodes.node(from);
  await witnessed(async () => {
    process.signal('SIGTERM');
    await until(`node ${from} to end`, () => !process.running, { withinMs: 150_000 });
  });
  assert.equal(process.result, 0);
  for (const person of people) {
    await isAlone(person);
    assert.notEqual(await nodeOfMedia(nodes, person), from);
  }
  const { nodes: left } = JSON.parse(await carriedOut(nodes.data((from % 3) + 1), ['node', 'list', '--json']));
  assert.deepEqual(left.map(({ state }) => state), ['serving', 'serving']);
});
