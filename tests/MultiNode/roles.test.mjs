// Three nodes with one role each: one serves browsers, one has the rooms, one forwards the media.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launchChromium } from '../Harness/chromium.mjs';
import { childrenOf } from '../Harness/children.mjs';
import { nodeOfMedia } from '../Harness/mediaNode.mjs';
import { cluster } from '../Harness/nodes.mjs';
import { Person } from '../Harness/person.mjs';

const [WEB, ROOMS, MEDIA] = [1, 2, 3];

let nodes;
let browser;
before(async () => {
  nodes = await cluster(3);
  for (const [index, role] of ['web', 'rooms', 'media'].entries()) nodes.node(index + 1).extra = ['--roles', role, '--set', 'parley.log.level=information'];
  await nodes.database.start();
  // None is ready before the others are: there is no room without a node for rooms.
  await Promise.all([WEB, ROOMS, MEDIA].map((number) => nodes.start(number)));
  browser = await launchChromium({ fps: 10 });
});
after(async () => {
  await browser?.close();
  await nodes?.close();
});

test('people who come by the first are in a room on the second and send their media by the third', async () => {
  const [ann, ben] = await Promise.all(['Ann', 'Ben'].map((name) => Person.come(browser, name)));
  for (const person of [ann, ben]) await person.joinAtOnce(nodes.url(WEB), 'apart');
  await Promise.all([ann.sees('Ben'), ben.sees('Ann'), ann.hears(), ben.hears()]);
  await ann.say('Said by way of all three');
  await ben.openChat();
  await ben.chat.getByText('Said by way of all three').waitFor();

  assert.deepEqual(await Promise.all([ann, ben].map((person) => nodeOfMedia(nodes, person))), [MEDIA, MEDIA]);
  assert.deepEqual([WEB, ROOMS, MEDIA].filter((number) => nodes.output(number).includes('The meeting in room apart runs on this node')), [ROOMS]);
  assert.deepEqual([WEB, ROOMS, MEDIA].map((number) => childrenOf(nodes.node(number).process.pid, 'media-plane').length), [0, 0, 1]);
});

test('nodes without web say how they are, and have no page', async () => {
  for (const number of [ROOMS, MEDIA]) {
    const statuses = await Promise.all(['/health/live', '/health/ready', '/', '/api/v1/rooms'].map(async (path) => (await fetch(nodes.url(number) + path)).status));
    assert.deepEqual(statuses, [200, 200, 404, 404]);
  }
});
