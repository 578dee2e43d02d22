// The browser's rule that sound needs a click first.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setStage } from '../Harness/stage.mjs';
import { PATIENCE_MS } from '../Harness/until.mjs';

const stage = setStage({ browser: { args: ['--autoplay-policy=document-user-activation-required'] } });
const BLOCKED = 'the page asks for a click';

test('who comes without a click and without devices is asked for one click, and then hears', async () => {
  const room = stage.newRoom('blocked');
  const ann = await stage.person('Ann');
  await ann.joinByLink(stage.parley.url, room);
  const ben = await stage.person('Ben');
  // The driver's own look at a page counts as a click of its user: so the page itself says when it asks.
  await ben.context.addInitScript((words) => {
    const look = setInterval(() => {
      if (![...document.querySelectorAll('button')].some((button) => button.textContent.includes('Turn on sound'))) return;
      clearInterval(look);
      console.info(words, navigator.userActivation.hasBeenActive);
    }, 50);
  }, BLOCKED);
  const asked = ben.page.waitForEvent('console', {
    predicate: (message) => message.text().startsWith(BLOCKED), timeout: PATIENCE_MS,
  });
  const parameters = '#userInfo.displayName="Ben"&config.prejoinConfig.enabled=false&config.startWithAudioMuted=true&config.startWithVideoMuted=true';
  await ben.page.goto(`${stage.parley.url}/${room}${parameters}`);
  assert.equal((await asked).text(), `${BLOCKED} false`);
  await ben.button('Turn on sound').click();
  await ben.hears();
  await ben.button('Turn on sound').waitFor({ state: 'detached' });
});
