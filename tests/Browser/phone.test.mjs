// A phone's screen: 390 by 844.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setStage } from '../Harness/stage.mjs';

const stage = setStage();
const viewport = { width: 390, height: 844 };

test('the controls that matter are within reach and do what they say', async () => {
  const room = stage.newRoom('phone');
  const ann = await stage.person('Ann', { viewport, hasTouch: true, isMobile: true });
  const ben = await stage.person('Ben');
  await ann.joinFromStart(stage.parley.url, room);
  await ben.joinByLink(stage.parley.url, room);
  await Promise.all([ann.sees('Ben'), ben.sees('Ann')]);
  for (const name of ['Mute microphone', 'Stop camera', 'Chat', 'More', 'Leave']) {
    const box = await ann.button(name).boundingBox();
    assert.ok(box, `${name} is on the screen`);
    assert.ok(box.x >= 0 && box.x + box.width <= viewport.width, `${name} is within the width: ${JSON.stringify(box)}`);
    assert.ok(box.y >= 0 && box.y + box.height <= viewport.height, `${name} is within the height: ${JSON.stringify(box)}`);
    assert.ok(box.width >= 40 && box.height >= 40, `${name} is large enough for a finger: ${JSON.stringify(box)}`);
  }
  const overflow = await ann.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  assert.ok(overflow <= 0, `the page is ${overflow} px wider than the screen`);
  await ann.say('From my phone');
  await ben.openChat();
  await ben.chat.getByText('From my phone').waitFor();
  await ann.button('Close').click();
  await ann.openMore('People');
  await ann.page.getByRole('heading', { name: /^People/ }).waitFor();
});
