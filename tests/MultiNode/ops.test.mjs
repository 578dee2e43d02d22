// The page of those who run a cluster of three real nodes while two people meet: it moves the meeting, empties a node and takes it back, and
// says soon and in words that a node was killed.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { fillSignIn, PASSWORD, setPassword } from '../Harness/account.mjs';
import { carriedOut, linkIn } from '../Harness/command.mjs';
import { nodeOfMedia } from '../Harness/mediaNode.mjs';
import { Noon } from '../Harness/noon.mjs';
import { Person } from '../Harness/person.mjs';
import { until } from '../Harness/until.mjs';

/** From the kill until the page says so. */
const SHOWN_WITHIN_MS = 5_000;
let noon;
let nodes;
let people;
let ada;
before(async () => {
  noon = await Noon.begin({ fps: 10, viewport: { width: 640, height: 360 } });
  ({ nodes, people } = noon);
  ada = await Person.come(noon.browser, 'Ada');
  await setPassword(ada, linkIn(await carriedOut(nodes.data(1), ['user', 'add', 'ada', '--admin'])));
});
after(() => noon?.close());

const nameOf = (number) => noon.nameOf(number);
const card = (number) => ada.page.locator('.ops-node', { hasText: nameOf(number) });

/** Opens a part of the page by this node. */
async function opens(number, path) {
  await ada.page.goto(`http://127.0.0.1:${nodes.node(number).ports.http}/ops${path}`);
  const asked = ada.page.getByRole('heading', { name: 'Sign in to run this server' });
  if (await asked.waitFor({ timeout: 2_000 }).then(() => true, () => false)) await fillSignIn(ada, 'ada', PASSWORD);
}

/** Presses a button that asks first, and says yes. */
async function confirms(within, name) {
  await within.getByRole('button', { name, exact: true }).click();
  await ada.page.getByRole('dialog').getByRole('button', { name, exact: true }).click();
}

/** Does something while both look on, who notice nothing. */
async function unnoticed(what) {
  const seen = await noon.witnessed(what);
  assert.deepEqual(seen.map(({ gone, away }) => gone + away), [0, 0], 'somebody’s tile went, or was shown as reconnecting');
}

test('a meeting is moved from its page to the node of one’s choice', async () => {
  const from = await nodeOfMedia(nodes, people[0]);
  const to = (from % 3) + 1;
  await opens(1, `/rooms/${Noon.ROOM}`);
  await ada.page.getByText(/^2 people/).waitFor();
  const edges = new RegExp(`Chrom\\w+ on Linux · connected through (${nodes.nodes.map(({ number }) => nameOf(number)).join('|')}) `);
  await until('both browsers and their edges to be named', async () => (await ada.page.getByText(edges).count()) === 2);
  await ada.page.getByLabel('Move the media to').selectOption(nameOf(to));
  await unnoticed(async () => {
    await confirms(ada.page.locator('main'), 'Move');
    await ada.page.getByText(`2 moved to ${nameOf(to)}.`).waitFor({ timeout: 60_000 });
  });
  for (const person of people) assert.equal(await nodeOfMedia(nodes, person), to);
});

test('a node is emptied from its card under a meeting, says how far it is, and is taken back', async () => {
  const from = await nodeOfMedia(nodes, people[0]);
  await opens((from % 3) + 1, '/nodes');
  await unnoticed(async () => {
    await confirms(card(from), 'Drain');
    await card(from).getByText('draining', { exact: true }).waitFor();
    await card(from).getByText('Empty: it can be stopped or updated.').waitFor({ timeout: 60_000 });
  });
  await card(from).getByText(/\b0 endpoints/).waitFor({ timeout: 10_000 });
  for (const person of people) assert.notEqual(await nodeOfMedia(nodes, person), from);
  await confirms(card(from), 'Undrain');
  await card(from).getByText('up', { exact: true }).waitFor();
  await ada.page.getByRole('link', { name: 'Audit log' }).click();
  for (const done of ['drained the node', 'undrained the node']) await ada.page.getByText(new RegExp(`\\b${done}.*${nameOf(from)}|${nameOf(from)}.*\\b${done}`)).first().waitFor();
});

test('a node that is killed is named within five seconds, with what to do', async () => {
  const asked = await nodeOfMedia(nodes, people[0]);
  const killed = (asked % 3) + 1;
  await opens(asked, '');
  await ada.page.getByRole('heading', { name: /all well$/ }).waitFor();
  const says = (what, timeout) => ada.page.getByRole('heading', { name: `Node ${nameOf(killed)} ${what}` }).waitFor({ timeout });
  const from = performance.now();
  await nodes.node(killed).process.kill();
  await says('has not answered for', SHOWN_WITHIN_MS);
  const tookMs = performance.now() - from;
  assert.ok(tookMs <= SHOWN_WITHIN_MS, `it took ${Math.round(tookMs)} ms`);
  await says('is out of the cluster since', 30_000);
  await ada.page.getByText('Start it again and it joins by itself.').first().waitFor();
  await nodes.start(killed);
  await until('all to be well again', () => ada.page.getByRole('heading', { name: /all well$/ }).isVisible(), { withinMs: 30_000 });
});
