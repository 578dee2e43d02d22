// Nodes with addresses of their own and no balancer before them: a browser whose node is killed goes on by another's.

import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { after, before, test } from 'node:test';
import { launchChromium } from '../Harness/chromium.mjs';
import { TAKEN_OVER_MS } from '../Harness/meetings.mjs';
import { cluster } from '../Harness/nodes.mjs';
import { installWitness } from '../Harness/observer.mjs';
import { Person } from '../Harness/person.mjs';

const ROOM = 'addresses';
/** Never longer without a picture, whatever the node held. */
const GAP_MS = 3_000;

let nodes;
let browser;
before(async () => {
  nodes = await cluster(3);
  const addresses = JSON.stringify(nodes.nodes.map(({ number }) => nodes.url(number)));
  for (const node of nodes.nodes) node.extra = ['--set', `parley.web.addresses=${addresses}`];
  await nodes.up();
  browser = await launchChromium({ fps: 10 });
});
after(async () => {
  await browser?.close();
  await nodes?.close();
});

/** Joins by a node's own address; `sockets` are the hosts of those that the page opened, in their order. */
async function comes(name, number) {
  const person = await Person.come(browser, name, { viewport: { width: 640, height: 360 } });
  const sockets = [];
  person.page.on('websocket', (socket) => sockets.push(new URL(socket.url()).host));
  await person.context.addInitScript(installWitness);
  await person.joinAtOnce(nodes.url(number), ROOM);
  return Object.assign(person, { sockets });
}

const hostOf = (number) => new URL(nodes.url(number)).host;

test('a browser whose node is killed goes on with its meeting by the address of another', async (t) => {
  const [ann, ben] = [await comes('Ann', 1), await comes('Ben', 2)];
  await Promise.all([ann.sees('Ben'), ben.sees('Ann'), ann.hears(), ben.hears()]);
  await ann.say('By the first address');
  await ben.openChat();
  await ben.chat.getByText('By the first address').waitFor();
  const before = await ben.identityOf('Ann');
  await pause(1_500); // Tickets and the bridge that stands by: they are written within moments of the join.
  await ann.page.evaluate(() => {
    window.sameDocument = true;
    window.parleyWitness.begin();
  });

  await nodes.node(1).process.kill();
  await ann.say('By another address');
  await ben.openChat();
  await ben.chat.getByText('By another address').waitFor({ timeout: TAKEN_OVER_MS });
  await Promise.all([ann.sees('Ben'), ben.sees('Ann'), ann.hears(), ben.hears()]);
  const { picture } = await ann.page.evaluate(() => window.parleyWitness.gaps());
  t.diagnostic(`without a picture for ${Math.round(picture)} ms`);
  assert.ok(picture <= GAP_MS, `without a picture for ${picture} ms`);
  assert.equal(ann.sockets[0], hostOf(1));
  assert.ok([hostOf(2), hostOf(3)].includes(ann.sockets.at(-1)), `its sockets went to ${ann.sockets}`);
  assert.equal(await ann.page.evaluate(() => window.sameDocument), true, 'the page was loaded again');
  assert.deepEqual(await ben.identityOf('Ann'), before);
});
