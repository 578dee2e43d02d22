// What a node has acknowledged survives its being killed in the middle of writing; benchmarks/crash.mjs does it a hundred times.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { crashes } from '../Harness/crash.mjs';

test('nothing acknowledged is lost when the node is killed while it writes', async (t) => {
  const { acknowledged, unknown, lost } = await crashes(3);
  t.diagnostic(`${acknowledged} writes acknowledged, ${unknown} cut off`);
  assert.deepEqual(lost, []);
  assert.ok(acknowledged > 10, `only ${acknowledged} writes were acknowledged: too few to show anything`);
});
