// What people are used to from other programs for meetings.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setStage } from '../Harness/stage.mjs';
import { until } from '../Harness/until.mjs';

const stage = setStage();

/** Whether the tiles stand around a stage. */
const staged = (person) => person.page.locator('[data-layout="stage"]');

test('a double click on somebody pins them to the stage, and another one takes them off it', async () => {
  const [ann] = await stage.pair(stage.newRoom('pin'));
  await ann.tile('Ben').dblclick();
  await staged(ann).waitFor();
  assert.equal(await ann.button('Unpin Ben').getAttribute('aria-pressed'), 'true');
  const [ben, self] = await Promise.all([ann.tile('Ben').boundingBox(), ann.tile('Ann').boundingBox()]);
  assert.ok(ben.width > 2 * self.width, `the pinned one is large: ${ben.width} px beside ${self.width} px`);
  await ann.tile('Ben').dblclick();
  await staged(ann).waitFor({ state: 'detached' });
});

test('the notice of a message opens the chat', async () => {
  const [ann, ben] = await stage.pair(stage.newRoom('notice'));
  await ben.say('Look here');
  await ann.page.getByRole('status').getByRole('button', { name: 'Ben: Look here' }).click();
  await ann.chat.getByText('Look here').waitFor();
  await until('the notice to go', async () => (await ann.page.getByRole('button', { name: 'Ben: Look here' }).count()) === 0);
});

test('Space talks for as long as it is held, also after a click on "mute"', async () => {
  const [ann, ben] = await stage.pair(stage.newRoom('talk'));
  await ann.button('Mute microphone').click();
  await ben.tile('Ann').getByText('muted').waitFor();
  await ann.page.keyboard.down('Space');
  await ann.button('Mute microphone').waitFor();
  await ben.tile('Ann').getByText('muted').waitFor({ state: 'detached' });
  await ben.hears();
  await ann.page.keyboard.up('Space');
  await ann.button('Unmute microphone').waitFor();
  await ben.tile('Ann').getByText('muted').waitFor();
});

test("the browser's back button ends the meeting and shows the start page", async () => {
  const room = stage.newRoom('back');
  const ann = await stage.person('Ann');
  const ben = await stage.person('Ben');
  await ann.joinFromStart(stage.parley.url, room);
  await ben.joinByLink(stage.parley.url, room);
  await Promise.all([ann.sees('Ben'), ben.sees('Ann')]);
  await ann.page.goBack();
  await ann.field('Room name').waitFor();
  await until("Ann's connections to close", async () => (await ann.page.evaluate(() => window.parleyTest.peers())) === 0);
  await ben.missesTile('Ann', { withinMs: 2_000 });
  await ann.page.getByRole('link', { name: `Open ${room}` }).waitFor();
});

test("one's own picture is a mirror until one says otherwise, and stays so", async () => {
  const room = stage.newRoom('mirror');
  const ann = await stage.person('Ann');
  await ann.joinByLink(stage.parley.url, room);
  const mirrored = () => ann.tile('Ann').locator('video').evaluate((video) => new DOMMatrix(getComputedStyle(video).transform).a < 0);
  assert.equal(await mirrored(), true);
  await ann.openMore('Devices');
  await ann.page.getByRole('checkbox', { name: 'Mirror my picture' }).uncheck();
  await ann.page.keyboard.press('Escape');
  assert.equal(await mirrored(), false);
  await ann.page.reload();
  await ann.goIn();
  assert.equal(await mirrored(), false);
});

test('the link to the room can be copied from the top of the meeting', async () => {
  const room = stage.newRoom('link');
  const ann = await stage.person('Ann', { permissions: ['camera', 'microphone', 'clipboard-read', 'clipboard-write'] });
  const ben = await stage.person('Ben');
  await ann.joinByLink(stage.parley.url, room);
  await ben.joinByLink(stage.parley.url, room);
  await ann.tile('Ben').waitFor();
  await ann.button('Copy link').click();
  await ann.button('Copied').waitFor();
  assert.equal(await ann.page.evaluate(() => navigator.clipboard.readText()), `${stage.parley.url}/${room}`);
});

test('the title of the tab tells the room and how much of the chat is unread', async () => {
  const room = stage.newRoom('title');
  const [ann, ben] = await stage.pair(room);
  assert.equal(await ann.page.title(), `${room} · Parley`);
  await ben.say('One');
  await ben.say('Two');
  await until('the title to count two', async () => (await ann.page.title()) === `(2) ${room} · Parley`);
  await ann.openChat();
  await until('the title to count no more', async () => (await ann.page.title()) === `${room} · Parley`);
});

test('everything the page asks for is there, and it can be installed', async () => {
  const ann = await stage.person('Ann');
  const missing = [];
  ann.page.on('response', (answer) => answer.status() >= 400 && missing.push(`${answer.status()} ${answer.url()}`));
  ann.page.on('console', (line) => line.type() === 'error' && missing.push(line.text()));
  await ann.page.goto(stage.parley.url);
  await ann.field('Room name').waitFor();
  const manifest = await ann.page.evaluate(async () => (await fetch(document.querySelector('link[rel=manifest]').href)).json());
  for (const { src, sizes, type } of manifest.icons) {
    const answer = await fetch(new URL(src, stage.parley.url));
    assert.equal(answer.status, 200, src);
    assert.equal(answer.headers.get('content-type'), type, src);
    await answer.arrayBuffer();
    assert.ok(sizes);
  }
  assert.ok(['any', 'maskable'].every((purpose) => manifest.icons.some((icon) => icon.purpose === purpose && icon.sizes === '512x512')));
  await ann.joinByLink(stage.parley.url, stage.newRoom('clean'));
  assert.deepEqual(missing, []);
});
