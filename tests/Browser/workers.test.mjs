// A room larger than one worker: three people, each on a worker of his own, are in one meeting and notice nothing of it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setStage } from '../Harness/stage.mjs';

const stage = setStage({ extra: ['--set', 'parley.media.workers=3', '--set', 'parley.media.endpoints-per-worker=1'] });

test('three people on three workers see, hear and lose each other as on one', async () => {
  const room = stage.newRoom('workers');
  const [ann, ben] = await stage.pair(room);
  const cyd = await stage.person('Cyd');
  await cyd.joinByLink(stage.parley.url, room);
  const all = [ann, ben, cyd];
  await Promise.all(all.flatMap((one) => all.filter((other) => other !== one).map((other) => one.sees(other.name))));
  const ports = await Promise.all(all.map((one) => one.page.evaluate(() => window.parleyTest.mediaPorts())));
  assert.equal(new Set(ports.flat()).size, 3, `each has a worker of his own: ${ports.join(' ')}`);

  // Each voice crosses to both of the others.
  await Promise.all([ben.button('Mute microphone').click(), cyd.button('Mute microphone').click()]);
  await Promise.all([ben.hears(), cyd.hears(), ann.hearsNobody()]);
  await ann.button('Mute microphone').click();
  await Promise.all(all.map((one) => one.hearsNobody()));
  await cyd.button('Unmute microphone').click();
  await Promise.all([ann.hears(), ben.hears()]);

  // A screen crosses beside the camera, and goes.
  await ben.control('Share screen').click();
  await Promise.all([ann.sees('Ben', 'screen'), cyd.sees('Ben', 'screen'), cyd.sees('Ben', 'camera')]);
  await ben.control('Stop sharing').click();

  // With the first of them goes the part of the room that was opened first.
  await ann.button('Leave').click();
  await Promise.all([ben.missesTile('Ann'), ben.sees('Cyd'), cyd.sees('Ben'), ben.hears()]);
});
