// The browser's rule that sound needs a click first.

import { test } from 'node:test';
import { setStage } from '../Harness/stage.mjs';

const stage = setStage();

test('who comes without a click and without devices is asked for one click, and then hears', async () => {
  const room = stage.newRoom('blocked');
  const ann = await stage.person('Ann');
  await ann.joinByLink(stage.parley.url, room);
  const ben = await stage.person('Ben');
  await ben.joinAtOnce(stage.parley.url, room, { 'config.startWithAudioMuted': true, 'config.startWithVideoMuted': true });
  await ben.button('Turn on sound').click();
  await ben.hears();
  await ben.button('Turn on sound').waitFor({ state: 'detached' });
});
