// A whole visit without a pointer: in, about, and out again.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setStage } from '../Harness/stage.mjs';
import { until } from '../Harness/until.mjs';

const stage = setStage();

/** What has the focus: its name, and whether anybody can see that. */
function focus(page) {
  return page.evaluate(() => {
    const element = document.activeElement;
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    const label = element.labels?.[0]?.textContent ?? element.getAttribute('aria-label') ?? element.textContent.trim();
    return { name: label, ringed: outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2, tag: element.tagName };
  });
}

/** Presses Tab until what is called so has the focus; everything on the way shows that it has it. */
async function tabTo(page, name, key = 'Tab') {
  const seen = [];
  for (let presses = 0; presses < 40; presses++) {
    await page.keyboard.press(key);
    const now = await focus(page);
    seen.push(now.name);
    if (now.tag === 'BODY') continue; // Past the last one, on the way round.
    assert.ok(now.ringed, `"${now.name}" shows that it has the focus`);
    if (now.name === name) return;
  }
  assert.fail(`Tab does not come to "${name}"; it came by: ${seen.join(', ')}`);
}

test('a visit from the start page to the leave page needs no pointer', async () => {
  const room = stage.newRoom('hands');
  const ben = await stage.person('Ben');
  await ben.joinByLink(stage.parley.url, room);
  const { page } = await stage.person('Ann');
  await page.goto(stage.parley.url);
  await page.getByRole('textbox', { name: 'Room name' }).waitFor();
  await tabTo(page, 'Room name');
  await page.keyboard.type(room);
  await page.keyboard.press('Enter');

  await page.getByRole('button', { name: 'Join now' }).waitFor();
  await tabTo(page, 'Your name');
  await page.keyboard.type('Ann');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Leave', exact: true }).waitFor();
  await ben.tile('Ann').waitFor();

  // A panel takes the focus, leaves the keys alone, and gives the focus back.
  await tabTo(page, 'People');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: /^People/ }).waitFor();
  await page.keyboard.press('m');
  await page.getByRole('button', { name: 'Unmute microphone' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('heading', { name: /^People/ }).waitFor({ state: 'detached' });
  await until('the focus to be back', async () => (await focus(page)).name === 'People');

  // A menu does the same, and its Escape closes nothing else.
  await page.keyboard.press('c');
  await page.getByRole('textbox', { name: 'Message' }).waitFor();
  await page.keyboard.type('mvd');
  assert.equal(await page.getByRole('textbox', { name: 'Message' }).inputValue(), 'mvd');
  await page.getByRole('button', { name: 'Unmute microphone' }).waitFor();
  await tabTo(page, 'More');
  await page.keyboard.press('Enter');
  await page.getByRole('menu', { name: 'More' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('menu', { name: 'More' }).waitFor({ state: 'detached' });
  assert.equal((await focus(page)).name, 'More');
  assert.ok(await page.getByRole('textbox', { name: 'Message' }).isVisible(), 'the chat is still open');
  await page.keyboard.press('Escape');
  await page.getByRole('textbox', { name: 'Message' }).waitFor({ state: 'detached' });

  // The help, by its key, holds the focus until it is closed.
  await page.keyboard.press('?');
  const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await help.waitFor();
  await page.keyboard.press('Tab');
  assert.ok(await help.evaluate((dialog) => dialog.contains(document.activeElement)), 'the focus stays in the dialog');
  await page.keyboard.press('Escape');
  await help.waitFor({ state: 'detached' });

  await tabTo(page, 'Pin Ben');
  await page.keyboard.press('Enter');
  await page.locator('[data-layout="stage"]').waitFor();

  await tabTo(page, 'Leave');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'You left the meeting' }).waitFor();
  await tabTo(page, 'Join again');
});
