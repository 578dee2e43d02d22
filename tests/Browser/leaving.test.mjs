// People go, and come back by reloading the page.

import { test } from 'node:test';
import { setStage } from '../Harness/stage.mjs';
import { until } from '../Harness/until.mjs';

const stage = setStage();

test('who leaves is gone from the others within two seconds', async () => {
  const [ann, ben] = await stage.pair(stage.newRoom('leave'));
  await ann.button('Leave').click();
  await ben.missesTile('Ann', { withinMs: 2_000 });
  await ann.page.getByRole('heading', { name: 'You left the meeting' }).waitFor();
  await until("Ann's connections to close", async () => (await ann.page.evaluate(() => window.parleyTest.peers())) === 0);
  await ann.button('Join again').click();
  await ann.goIn();
  await Promise.all([ben.sees('Ann'), ann.sees('Ben')]);
});

test('who reloads the page is back with picture and sound both ways, once', async () => {
  const room = stage.newRoom('reload');
  const [ann, ben] = await stage.pair(room);
  await ann.page.reload();
  await ann.goIn();
  await Promise.all([ann.sees('Ben'), ann.hears(), ben.hears()]);
  await until('exactly one Ann at Ben', async () => (await ben.tile('Ann').count()) === 1);
  await ben.sees('Ann');
});
