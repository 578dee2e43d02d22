// What a machine can check of accessibility, on every screen.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { setStage } from '../Harness/stage.mjs';

const stage = setStage();
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

async function check(person, screen) {
  // By the debugger, not by a script element: the page's content security policy refuses foreign scripts.
  await person.page.evaluate(axe);
  const { violations } = await person.page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  const said = serious.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.slice(0, 3).map(({ html }) => html.slice(0, 200)).join(' | ')}`);
  assert.deepEqual(said, [], `on the ${screen}`);
}

for (const colorScheme of ['light', 'dark']) {
  test(`no serious violation on any screen (${colorScheme})`, async () => {
    const room = stage.newRoom(`axe-${colorScheme}`);
    const ben = await stage.person('Ben');
    await ben.joinByLink(stage.parley.url, room);
    // What fades in has its colours only at the end: judged without motion.
    const ann = await stage.person('Ann', { colorScheme, reducedMotion: 'reduce' });
    await ann.page.goto(stage.parley.url);
    await ann.field('Room name').waitFor();
    await check(ann, 'start page');
    await ann.openLink(stage.parley.url, room);
    await check(ann, 'prejoin page');
    await ann.goIn();
    await ann.sees('Ben');
    await check(ann, 'meeting');
    await ann.say('Hello');
    await check(ann, 'chat');
    await ann.page.getByRole('button', { name: 'People', exact: true }).click();
    await ann.page.getByRole('heading', { name: /^People/ }).waitFor();
    await check(ann, 'people');
    await ann.button('Leave').click();
    await ann.button('Join again').waitFor();
    await check(ann, 'leave page');
  });
}
