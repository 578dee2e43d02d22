// Two and three people meet, and everyone sees and hears everyone.

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

test('a third who comes late has a picture within two seconds and both pictures soon', async (t) => {
  const room = stage.newRoom('late');
  const [ann, ben] = await stage.pair(room);
  const cyd = await stage.person('Cyd');
  await cyd.joinByLink(stage.parley.url, room);
  const firstFrameMs = Math.round(await cyd.firstFrameMs());
  t.diagnostic(`first frame ${firstFrameMs} ms after the click that joined`);
  assert.ok(firstFrameMs <= 2_000, `the first frame came ${firstFrameMs} ms after the click that joined`);
  await Promise.all([cyd.sees('Ann'), cyd.sees('Ben'), cyd.hears(), ann.sees('Cyd'), ben.sees('Cyd')]);
  await cyd.seesPictures(2);
});
