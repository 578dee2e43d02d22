// Two people meet, and see and hear each other.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setStage } from '../Harness/stage.mjs';

const stage = setStage();

test('two people who come by the start page and by a link see and hear each other', async () => {
  const room = stage.newRoom('meet');
  const ann = await stage.person('Ann');
  const ben = await stage.person('Ben');
  await ann.joinFromStart(stage.parley.url, room);
  await ben.joinByLink(stage.parley.url, room);
  await Promise.all([ann.sees('Ben'), ben.sees('Ann'), ann.hears(), ben.hears()]);
  assert.match(await ann.tile('Ben').innerText(), /Ben/);
  assert.match(await ben.tile('Ann').innerText(), /Ann/);
});
