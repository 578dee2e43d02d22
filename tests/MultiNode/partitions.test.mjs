// One of three real nodes is cut off from the others: they go on, it ends by itself, and afterwards all are one cluster in which
// everything is that was acknowledged.

import { after, before, test } from 'node:test';
import { DATABASE, Partitions } from '../Harness/partitions.mjs';

let partitions;
before(async () => {
  partitions = await Partitions.open();
});
after(() => partitions?.close());

test('one of three is cut off, also from the database', (t) => partitions.split(t, [[1, 2], [1, 3], [1, DATABASE]], [[2, 3]]));

test('another is cut off, and reaches the database', (t) => partitions.split(t, [[2, 1], [2, 3]], [[1, 3]]));

test('the third is cut off', (t) => partitions.split(t, [[3, 1], [3, 2]], [[1, 2]]));

test('two do not reach each other: the third, which reaches both, goes on', (t) => partitions.split(t, [[1, 2]], [[3]]));
