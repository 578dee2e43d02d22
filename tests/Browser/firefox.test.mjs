// Chromium and Firefox in one room.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launchFirefox } from '../Harness/firefox.mjs';
import { givePublicAddress } from '../Harness/network.mjs';
import { Senses } from '../Harness/senses.mjs';
import { setStage } from '../Harness/stage.mjs';
import { installTracker } from '../Harness/tracker.mjs';
import { until } from '../Harness/until.mjs';

// Firefox never sends to 127.0.0.1; the address must be there before the program looks for its addresses.
const takeBack = givePublicAddress();
const stage = setStage();
let firefox;
before(async () => {
  firefox = await launchFirefox();
});
after(async () => {
  await firefox?.close();
  takeBack();
});

test('Chromium and Firefox see and hear each other', async () => {
  const room = stage.newRoom('fox');
  const ann = await stage.person('Ann');
  await ann.joinByLink(stage.parley.url, room);

  const page = await firefox.newPage();
  await page.evaluateOnNewDocument(installTracker);
  const fox = new Senses(page, 'Fox');
  await page.goto(`${stage.parley.url}/${room}#userInfo.displayName="Fox"&config.prejoinConfig.enabled=false`);
  await until('Fox to be in the meeting', () => page.evaluate(() => document.querySelector('[data-participant][data-name="Ann"]') !== null));

  await Promise.all([ann.sees('Fox'), fox.sees('Ann'), ann.hears(), fox.hears()]);
  assert.ok(await page.evaluate(() => navigator.userAgent.includes('Firefox')));

  const cyd = await stage.person('Cyd');
  await cyd.joinByLink(stage.parley.url, room);
  await Promise.all([cyd.sees('Fox'), cyd.sees('Ann'), fox.sees('Cyd')]);
});
