// Microphone and camera go off and on again, and the others notice.

import { test } from 'node:test';
import { setStage } from '../Harness/stage.mjs';
import { until } from '../Harness/until.mjs';

const stage = setStage();

test('who mutes is marked and not heard, and is heard again after unmuting', async () => {
  const [ann, ben] = await stage.pair(stage.newRoom('mute'));
  await ben.hears();
  await ann.button('Mute microphone').click();
  await ben.tile('Ann').getByText('muted').waitFor();
  await ben.hearsNobody();
  await ben.sees('Ann');
  await ann.button('Unmute microphone').click();
  await ben.hears();
  await until('the mark of muting to go', async () => (await ben.tile('Ann').getByText('muted').count()) === 0);
});

test('who stops the camera is shown by initials, and by a picture again after starting it', async () => {
  const [ann, ben] = await stage.pair(stage.newRoom('camera'));
  await ann.button('Stop camera').click();
  await until('the picture to make way for initials', async () => (await ben.framesInTile('Ann')) === -1);
  await ben.tile('Ann').getByText('A', { exact: true }).waitFor();
  await ben.seesNobody();
  await ben.hears();
  await ann.button('Start camera').click();
  await ben.sees('Ann');
});
