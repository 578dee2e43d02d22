// Real nodes are cut off from each other so that no side is the larger one: the database decides between two, and three that are all
// apart end.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Partitions } from '../Harness/partitions.mjs';
import { until } from '../Harness/until.mjs';

let partitions;
before(async () => {
  partitions = await Partitions.open([1, 2]);
});
after(() => partitions?.close());

test('two nodes are cut apart: the database says which goes on', async (t) => {
  await until('somebody to say what two nodes are', () => partitions.nodes.output(1).includes('This cluster has two nodes'));
  await partitions.split(t, [[1, 2]], [[1], [2]]);
  const said = partitions.nodes.output(1) + partitions.nodes.output(2);
  assert.match(said, /Of 2 nodes 1 are here, so the database decides: it says this side/);
  assert.match(said, /Of 2 nodes 1 are here, so the database decides: it says the other side/);
});

test('all three are apart: nobody has the larger part, and all end', async (t) => {
  await partitions.nodes.start(3);
  await partitions.split(t, [[1, 2], [1, 3], [2, 3]], []);
});
