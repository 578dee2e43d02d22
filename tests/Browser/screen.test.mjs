// A shared screen is a second picture for the others, and goes when it is stopped.

import { test } from 'node:test';
import { setStage } from '../Harness/stage.mjs';
import { until } from '../Harness/until.mjs';

const stage = setStage();

test('a shared screen is seen beside the camera until it is stopped', async () => {
  const [ann, ben] = await stage.pair(stage.newRoom('screen'));
  await ann.control('Share screen').click();
  await ben.sees('Ann', 'screen');
  await ben.sees('Ann', 'camera');
  await ben.seesPictures(2);
  await ann.control('Stop sharing').click();
  await until("the screen's tile to go", async () => (await ben.tile('Ann', 'screen').count()) === 0);
  await ben.sees('Ann', 'camera');
});

test('the sound of a shared screen is heard while its owner is muted', async () => {
  const [ann, ben] = await stage.pair(stage.newRoom('screen-sound'));
  await ann.button('Mute microphone').click();
  await ben.hearsNobody();
  await ann.control('Share screen').click();
  await ben.sees('Ann', 'screen');
  await ben.hears();
  await ann.control('Stop sharing').click();
  await ben.hearsNobody();
});
