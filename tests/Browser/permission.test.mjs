// Somebody whose browser refuses the devices is told so, and may come all the same.

import { test } from 'node:test';
import { setStage } from '../Harness/stage.mjs';

const stage = setStage({ browser: { allowDevices: false } });

test('a refused permission is said in clear words and one joins with neither', async () => {
  const room = stage.newRoom('refused');
  const ann = await stage.person('Ann', { permissions: ['camera', 'microphone'] });
  const ben = await stage.person('Ben');
  // An explicit list without the devices refuses them.
  await ben.context.grantPermissions(['clipboard-read']);
  await ann.joinByLink(stage.parley.url, room);
  await ben.openLink(stage.parley.url, room);
  await ben.page.getByText('Your browser blocks the camera and the microphone').first().waitFor();
  await ben.page.getByText(/allow both, and try again/).first().waitFor();
  await ben.goIn();
  await Promise.all([ben.sees('Ann'), ben.hears()]);
  await ann.tile('Ben').getByText('muted').waitFor();
});
