// Takes a cluster of three nodes from the newest release to the current build, one node after another, with a meeting of two real browsers
// in progress and writes through all nodes: how long pictures and sound pause, whether anybody or anything is lost, whether people come in
// by old and new nodes meanwhile, and whether a node of the release stays out afterwards and says why.
//
//   node benchmarks/upgrade.mjs     `./bench upgrade` builds the current one first; the release is built here, by its tag

import { setTimeout as pause } from 'node:timers/promises';
import { admin } from '../tests/Harness/admin.mjs';
import { Balancer } from '../tests/Harness/balancer.mjs';
import { launchChromium } from '../tests/Harness/chromium.mjs';
import { Ledgers } from '../tests/Harness/ledgers.mjs';
import { cluster as threeNodes } from '../tests/Harness/nodes.mjs';
import { installWitness } from '../tests/Harness/observer.mjs';
import { PROGRAM } from '../tests/Harness/parley.mjs';
import { Person } from '../tests/Harness/person.mjs';
import { settled } from '../tests/Harness/settled.mjs';
import { smallCamera } from '../tests/Harness/smallCamera.mjs';
import { until } from '../tests/Harness/until.mjs';
import { Release } from './release.mjs';

/** What the program ends with when the database does not let it in. */
const NOT_LET_IN = 7;
/** A node that goes may first move whoever is on it. */
const STOP_MS = 90_000;
const ROOM = 'upgrade';
const LINE = 'Said before the upgrade';

const release = Release.newest();
const cluster = await threeNodes(3, ['--set', 'parley.media.workers=1']);
let balancer;
let browser;
const gaps = [];
const exits = [];
let strangers = 0;
let lost = 0;
try {
  release.build();
  for (const node of cluster.nodes) node.program = release.program;
  await cluster.up();
  await settled(cluster);
  balancer = await Balancer.open(cluster.nodes.map(({ ports }) => ports.http));
  // The browsers share the processors with the nodes here, which they do nowhere else: they are to cost little.
  browser = await launchChromium({ fps: 10, args: smallCamera(cluster.directory, 10) });
  const [ann, ben] = [await comes('Ann', 1), await comes('Ben', 2)];
  await Promise.all([ann.sees('Ben'), ben.sees('Ann'), ann.hears(), ben.hears()]);
  await ann.say(LINE);
  const before = await ben.identityOf('Ann');
  const ledgers = new Ledgers(cluster);
  ledgers.start();
  await pause(1_500); // Tickets and the bridge that stands by: they are written within moments of the join.

  for (const { number } of cluster.nodes) await roll(number, [ann, ben]);

  await ledgers.untilAllGrow();
  await ledgers.stop();
  for (const { number } of cluster.nodes) {
    await ledgers.check(number).catch(({ message }) => {
      lost++;
      console.log(message);
    });
  }
  const after = await ben.identityOf('Ann');
  if (before.id !== after.id || before.isModerator !== after.isModerator) console.log(`Ann was ${JSON.stringify(before)} and is ${JSON.stringify(after)}`);
  const late = await comes('Dan', 3);
  await late.openChat();
  const chat = await late.chat.getByText(LINE).waitFor().then(() => true, () => false);
  await Promise.all([late.sees('Ann'), late.sees('Ben'), ann.sees('Ben'), ben.sees('Ann')]);
  const refusal = await refusedRelease();

  const versions = await Promise.all(cluster.nodes.map(({ number }) => versionOf(number)));
  console.log(`from Parley ${release.tag} to ${versions.join(', ')}; ${ledgers.acknowledged} writes were acknowledged meanwhile`);
  console.log(`a node of ${release.tag} afterwards: ${refusal.said}`);
  goal('upgrade-picture-gap-ms', Math.max(...gaps.map(({ picture }) => picture)), 1_000);
  goal('upgrade-sound-gap-ms', Math.max(...gaps.map(({ sound }) => sound)), 1_000);
  goal('upgrade-nodes-that-did-not-end-with-0', exits.filter((code) => code !== 0).length, 0);
  goal('upgrade-people-lost', before.id === after.id && before.isModerator === after.isModerator ? 0 : 1, 0);
  goal('upgrade-people-not-let-in', strangers, 0);
  goal('upgrade-chat-lost', chat ? 0 : 1, 0);
  goal('upgrade-writes-lost', lost, 0);
  goal('upgrade-old-nodes-let-in-afterwards', refusal.code === NOT_LET_IN && /made by a newer Parley/.test(refusal.said) ? 0 : 1, 0);
} finally {
  await browser?.close();
  await balancer?.close();
  await cluster.close();
}

/** Joins the meeting, first by this node. */
async function comes(name, node) {
  balancer.prefer = cluster.node(node).ports.http;
  const person = await Person.come(browser, name, { viewport: { width: 640, height: 360 } });
  await person.context.addInitScript(installWitness);
  await person.joinByLink(balancer.url, ROOM);
  balancer.prefer = null;
  return person;
}

/** Stops a node as a service manager does and starts the current build in its place. */
async function roll(number, people) {
  await Promise.all(people.map(({ page }) => page.evaluate(() => window.parleyWitness.begin())));
  const node = cluster.node(number);
  exits.push(await node.process.stop('SIGTERM', STOP_MS));
  node.program = PROGRAM;
  await cluster.start(number).catch(({ message }) => {
    throw new Error(`${message}; it said:\n${cluster.output(number).slice(-4_000)}`);
  });
  await pause(2_000); // What a node that came new does to those who are there shows within moments.
  const seen = await Promise.all(people.map(({ page }) => page.evaluate(() => window.parleyWitness.gaps())));
  const worst = { picture: Math.max(...seen.map(({ picture }) => picture)), sound: Math.max(...seen.map(({ sound }) => sound)) };
  gaps.push(worst);
  console.log(`node ${number} is Parley ${await versionOf(number)} now: no picture for ${ms(worst.picture)}, no sound for ${ms(worst.sound)}`);
  // Somebody new by the new node, and by one that is the next to go.
  for (const through of [number, (number % 3) + 1]) {
    try {
      const guest = await comes('Cyd', through);
      await Promise.all([guest.sees('Ann'), guest.sees('Ben'), people[0].sees('Cyd')]);
      await guest.button('Leave').click();
      await guest.close();
    } catch (fault) {
      strangers++;
      console.log(`by node ${through}: ${fault.message.split('\n')[0]}`);
    }
  }
}

/** Starts the release where the current build has run; resolves with its exit code and its last words. */
async function refusedRelease() {
  const node = cluster.node(1);
  exits.push(await node.process.stop('SIGTERM', STOP_MS));
  node.program = release.program;
  const process = cluster.launch(1);
  const code = await Promise.race([process.ended, pause(60_000).then(() => 'nothing within 60 s')]);
  const said = cluster.output(1).trimEnd().split('\n').at(-1);
  await process.stop();
  node.program = PROGRAM;
  await cluster.start(1);
  return { code, said };
}

async function versionOf(number) {
  return until(`node ${number} to say its version`, async () => {
    const { status, body } = await admin(cluster.data(number), 'GET', '/status');
    return status === 200 && body.version;
  });
}

function ms(value) {
  return Number.isFinite(value) ? `${Math.round(value)} ms` : 'never';
}

function goal(name, value, limit) {
  console.log(`goal ${name} ${Number.isFinite(value) ? Math.round(value) : 'never'} ${limit} ${value <= limit ? 'ok' : 'short'}`);
}
