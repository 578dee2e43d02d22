// The node, or its media process alone, is killed under a meeting and comes back: everyone is who they were, and nobody is seen
// leaving or coming.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { childrenOf } from '../Harness/children.mjs';
import { setStage } from '../Harness/stage.mjs';
import { until } from '../Harness/until.mjs';

const stage = setStage();

/** Keeps every text that the page shows from now on, however short. */
function record(person) {
  return person.page.evaluate(() => {
    window.parleySeen = [];
    const look = (node) => window.parleySeen.push(node.textContent ?? '');
    new MutationObserver((changes) => {
      for (const { addedNodes, target, type } of changes) {
        if (type === 'characterData') look(target);
        else for (const node of addedNodes) look(node);
      }
    }).observe(document.body, { childList: true, subtree: true, characterData: true });
    window.addEventListener('pagehide', () => window.parleySeen.push('the page was loaded again'));
  });
}

async function flickers(person) {
  const seen = await person.page.evaluate(() => window.parleySeen);
  assert.ok(Array.isArray(seen), `${person.name}'s page was loaded again`);
  return seen.filter((text) => /\b(joined|left)\b|came back|loaded again/.test(text));
}

test('a node that is killed and started again has its meeting back as it was', async () => {
  const room = stage.newRoom('failover');
  const [ann, ben] = await stage.pair(room);
  await ann.say('Before the fall');
  await ben.openChat();
  await ben.chat.getByText('Before the fall').waitFor();
  await ben.control('Raise hand').click();
  await ann.tile('Ben').getByText(/raised|hand/i).first().waitFor();
  const before = { ann: await ben.identityOf('Ann'), ben: await ann.identityOf('Ben') };
  assert.ok(before.ann.isModerator);
  assert.ok(!before.ben.isModerator);
  await Promise.all([record(ann), record(ben)]);

  await stage.parley.stop('SIGKILL');
  await ann.page.getByRole('status').getByText('The connection is lost. Coming back…').waitFor();
  await stage.parley.start();

  for (const person of [ann, ben]) {
    await until(`${person.name} to be back`, async () => (await person.page.getByText('The connection is lost. Coming back…').count()) === 0);
  }
  await Promise.all([ann.sees('Ben'), ben.sees('Ann'), ann.hears(), ben.hears()]);
  assert.deepEqual({ ann: await ben.identityOf('Ann'), ben: await ann.identityOf('Ben') }, before);
  await ann.tile('Ben').getByText(/raised|hand/i).first().waitFor();
  await ben.say('After the fall');
  await ann.openChat();
  for (const line of ['Before the fall', 'After the fall']) await ann.chat.getByText(line).waitFor();
  assert.deepEqual({ ann: await flickers(ann), ben: await flickers(ben) }, { ann: [], ben: [] });
});

test('a media process that is killed is followed by another, and people only see a picture stand still', async (t) => {
  const room = stage.newRoom('media-process');
  const [ann, ben] = await stage.pair(room);
  await Promise.all([ann.sees('Ben'), ben.sees('Ann'), ann.hears(), ben.hears()]);
  await Promise.all([record(ann), record(ben)]);
  const [first] = childrenOf(stage.parley.pid, 'media-plane');
  assert.ok(first, 'the node has a media process');

  process.kill(first, 'SIGKILL');
  const killed = performance.now();
  await until('another media process', () => childrenOf(stage.parley.pid, 'media-plane').some((child) => child !== first));
  await Promise.all([ann.sees('Ben'), ben.sees('Ann'), ann.hears(), ben.hears()]);
  t.diagnostic(`everyone saw and heard everyone again after at most ${Math.round(performance.now() - killed)} ms`);
  assert.deepEqual({ ann: await flickers(ann), ben: await flickers(ben) }, { ann: [], ben: [] });
  await ann.say('Still here');
  await ben.openChat();
  await ben.chat.getByText('Still here').waitFor();
});
