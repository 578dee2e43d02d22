// Meetings by keyboard.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setStage } from '../Harness/stage.mjs';
import { until } from '../Harness/until.mjs';

const stage = setStage();

test('M, V and D switch microphone, camera and screen', async () => {
  const [ann, ben] = await stage.pair(stage.newRoom('keys'));
  await ann.page.keyboard.press('m');
  await ann.button('Unmute microphone').waitFor();
  await ben.tile('Ann').getByText('muted').waitFor();
  await ann.page.keyboard.press('m');
  await ann.button('Mute microphone').waitFor();
  await ann.page.keyboard.press('v');
  await ann.button('Start camera').waitFor();
  await until('the picture to go', async () => (await ben.framesInTile('Ann')) === -1);
  await ann.page.keyboard.press('v');
  await ben.sees('Ann');
  await ann.page.keyboard.press('d');
  await ben.sees('Ann', 'screen');
});

test('letters that are typed into the chat switch nothing', async () => {
  const ann = await stage.person('Ann');
  await ann.joinByLink(stage.parley.url, stage.newRoom('typing'));
  await ann.openChat();
  await ann.field('Message').pressSequentially('mvd');
  assert.equal(await ann.field('Message').inputValue(), 'mvd');
  assert.ok(await ann.button('Mute microphone').isVisible());
  assert.ok(await ann.button('Stop camera').isVisible());
});

test('every control of the bar is reached by Tab and shows that it has the focus', async () => {
  const ann = await stage.person('Ann');
  await ann.joinByLink(stage.parley.url, stage.newRoom('tab'));
  const wanted = new Set(['Mute microphone', 'Stop camera', 'Share screen', 'People', 'Chat', 'More', 'Leave']);
  for (let presses = 0; presses < 60 && wanted.size > 0; presses++) {
    await ann.page.keyboard.press('Tab');
    const focus = await ann.page.evaluate(() => {
      const element = document.activeElement;
      const style = getComputedStyle(element);
      const ringed = [element, element.parentElement].some((one) => {
        const seen = getComputedStyle(one);
        return (seen.outlineStyle !== 'none' && Number.parseFloat(seen.outlineWidth) > 0) || seen.boxShadow !== 'none';
      });
      return { name: element.getAttribute('aria-label') ?? element.textContent.trim(), ringed, display: style.display };
    });
    const name = [...wanted].find((one) => focus.name === one || focus.name.startsWith(`${one} (`));
    if (name === undefined) continue;
    assert.ok(focus.ringed, `${name} shows no focus`);
    wanted.delete(name);
  }
  assert.deepEqual([...wanted], [], 'not reached by Tab');
});
