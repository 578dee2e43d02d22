// Links that say more than the room's name.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setStage } from '../Harness/stage.mjs';

const stage = setStage();

test('a link joins at once under its name, muted and without a picture, as it says', async () => {
  const room = stage.newRoom('link');
  const ann = await stage.person('Ann');
  const ben = await stage.person('Ben');
  await ann.joinByLink(stage.parley.url, room);
  await ben.joinAtOnce(stage.parley.url, room, { 'config.startWithAudioMuted': true, 'config.startWithVideoMuted': true });
  await ann.tile('Ben').getByText('muted').waitFor();
  await ben.button('Unmute microphone').waitFor();
  await ben.button('Start camera').waitFor();
  assert.equal(await ann.framesInTile('Ben'), -1);
  await ben.sees('Ann');
  await ben.button('Unmute microphone').click();
  await ben.button('Start camera').click();
  await Promise.all([ann.sees('Ben'), ann.hears()]);
});
