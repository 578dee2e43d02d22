// Kills nodes of a cluster of three under a meeting, and says how long two real browsers were without pictures and sound, how
// long the room took no commands, whether who comes later reads what was said before, and whether anything is lost that was
// acknowledged: settings written through all nodes all the time, and accounts. The kills go round the roles: edge, bridge, room,
// everything on one node.
//
//   node benchmarks/failover.mjs [KILLS] [--roles bridge,room] [--media] [--story]     30 kills; `./bench failover` builds first
//
// `--media`: the node's media process is killed in the same moment, which otherwise goes on for as long as it takes to go elsewhere;
// `--roles`: only some of edge, bridge, room and everything; `--story`: what each browser's connections did, in ms since the kill.

import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { admin } from '../tests/Harness/admin.mjs';
import { Balancer } from '../tests/Harness/balancer.mjs';
import { childrenOf } from '../tests/Harness/children.mjs';
import { launchChromium } from '../tests/Harness/chromium.mjs';
import { Ledgers } from '../tests/Harness/ledgers.mjs';
import { nodeOfMedia } from '../tests/Harness/mediaNode.mjs';
import { installWitness } from '../tests/Harness/observer.mjs';
import { cluster as threeNodes } from '../tests/Harness/nodes.mjs';
import { Person } from '../tests/Harness/person.mjs';
import { settled } from '../tests/Harness/settled.mjs';
import { smallCamera } from '../tests/Harness/smallCamera.mjs';
import { until } from '../tests/Harness/until.mjs';
import { goal } from './figures.mjs';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { roles: { type: 'string', default: 'edge,bridge,room,everything' }, media: { type: 'boolean', default: false }, story: { type: 'boolean', default: false } },
});
const ROLES = options.roles.split(',');
const VIEW = { viewport: { width: 640, height: 360 } };
const kills = Number(positionals[0] ?? 30);
const cluster = await threeNodes(3, ['--set', 'parley.log.level=information']);
const rows = [];
const ledgers = new Ledgers(cluster, 500);
const accounts = [];
let lost = 0;
let balancer;
let browser;
try {
  await cluster.up();
  await settled(cluster);
  balancer = await Balancer.open(cluster.nodes.map(({ ports }) => ports.http));
  // The browsers share the processors with the nodes here, which they do nowhere else: they are to cost little.
  browser = await launchChromium({ fps: 10, args: smallCamera(cluster.directory, 10) });
  for (let kill = 0; kill < kills; kill++) rows.push(await once(ROLES[kill % ROLES.length], kill));
} finally {
  await browser?.close();
  await balancer?.close();
  await cluster.close();
}
report();

/** One meeting, one kill. */
async function once(wanted, number) {
  const room = `failover-${process.pid}-${number}`;
  const people = [];
  // Their edges go round the nodes, too.
  const edges = [number % 3, (number + 1) % 3];
  for (const [index, name] of ['Ann', 'Ben'].entries()) {
    balancer.prefer = cluster.nodes[edges[index]].ports.http;
    const person = await Person.come(browser, name, VIEW);
    await person.context.addInitScript(installWitness);
    await person.joinByLink(balancer.url, room);
    people.push(person);
  }
  balancer.prefer = null;
  const [ann, ben] = people;
  await Promise.all([ann.sees('Ben'), ben.sees('Ann'), ann.hears(), ben.hears()]);
  const line = `Before kill ${number + 1}`;
  await ann.say(line);
  await ben.openChat();
  await ben.chat.getByText(line).waitFor();
  await pause(1_500); // Tickets and the bridge that stands by: they are written within moments of the join.
  const at = {
    edge: edges[0] + 1,
    bridge: await nodeOfMedia(cluster, ann),
    room: await until('the node of the room', () => nodeOfRoom(room)),
  };
  const node = target(wanted, at);
  const held = Object.keys(at).filter((role) => at[role] === node);
  ledgers.start();
  // What was never written cannot be missed.
  if (number === 0) await ledgers.untilAllGrow();
  await keepAccount(node, number);
  await Promise.all(people.map(({ page }) => page.evaluate(() => window.parleyWitness.begin())));
  const killedAt = Date.now();
  const { process: killed } = cluster.node(node);
  if (options.media) for (const child of childrenOf(killed.pid)) process.kill(child, 'SIGKILL');
  await killed.kill();
  const commands = await Promise.all(people.map(({ page, name }) => page.evaluate((one) => window.parleyWitness.untilDone(one), name)));
  await pause(2_000);
  const gaps = await Promise.all(people.map(({ page }) => page.evaluate(() => window.parleyWitness.gaps())));
  if (options.story) await tell(people, killedAt);
  const row = {
    node,
    held: held.join('+') || 'nothing',
    picture: Math.max(...gaps.map(({ picture }) => picture)),
    sound: Math.max(...gaps.map(({ sound }) => sound)),
    chat: await reads(line, room, people),
    commands: commands.includes(null) ? Number.POSITIVE_INFINITY : Math.max(...commands),
  };
  console.log(`kill ${number + 1}: node ${node} held ${row.held}: no picture for ${ms(row.picture)}, no sound for ${ms(row.sound)}, commands again after ${ms(row.commands)}${row.chat ? '' : ', chat lost'}`);
  await Promise.all(people.map((person) => person.close()));
  await ledgers.stop();
  await cluster.start(node);
  await readBack(node);
  await settled(cluster);
  return row;
}

/** Prints where the time of a gap went, in ms since the kill. */
async function tell(people, from) {
  for (const { page, name } of people) {
    for (const { at, what } of await page.evaluate(() => window.parleyWitness.story())) console.log(`  ${name} ${at - from} ${what}`);
  }
}

/** Makes an account through the node that is killed next. */
async function keepAccount(node, number) {
  const login = `kept-${number}`;
  const { status } = await admin(cluster.data(node), 'POST', '/users', { login });
  if (status === 200 || status === 201) accounts.push(login);
}

/** Counts what was acknowledged and is not there any more. */
async function readBack(node) {
  const known = await until('the accounts', async () => {
    const { status, body } = await admin(cluster.data(node), 'GET', '/users');
    return status === 200 && new Set(body.users.map(({ login }) => login));
  });
  lost += accounts.filter((login) => !known.has(login)).length;
  await ledgers.check(node).catch(({ message }) => {
    lost++;
    console.log(message);
  });
}

/** Whether somebody who comes now reads a line of chat. */
async function reads(line, room, people) {
  const late = await Person.come(browser, 'Cyd', VIEW);
  people.push(late);
  await late.joinByLink(balancer.url, room);
  await late.openChat();
  return late.chat.getByText(line).waitFor().then(() => true, () => false);
}

/** The node to kill: one that holds what is wanted, and where there is a choice nothing else. */
function target(wanted, at) {
  if (wanted !== 'everything') return at[wanted];
  const most = [1, 2, 3].sort((a, b) => count(b, at) - count(a, at));
  return most[0];
}

function count(node, at) {
  return Object.values(at).filter((one) => one === node).length;
}

function nodeOfRoom(room) {
  return cluster.nodes.find(({ number }) => cluster.output(number).includes(`room ${room} runs on this node`))?.number;
}

function ms(value) {
  return Number.isFinite(value) ? `${Math.round(value)} ms` : 'never';
}

function report() {
  const gap = (row) => Math.max(row.picture, row.sound);
  const bridge = rows.filter(({ held }) => held.includes('bridge')).map(gap).sort((a, b) => a - b);
  const rooms = rows.filter(({ held }) => held.includes('room')).map(({ commands }) => commands);
  const others = rows.filter(({ held }) => !held.includes('bridge')).map(gap);
  // The fake microphone beeps twice a second, and 10 frames a second come: what is not longer is no gap.
  if (others.length > 0) goal('gap-without-the-bridge-ms', Math.max(...others), 750);
  if (bridge.length > 0) {
    goal('gap-bridge-28-of-30-ms', bridge[Math.ceil((bridge.length * 28) / 30) - 1], 1_000);
    goal('gap-bridge-worst-ms', bridge.at(-1), 3_000);
  }
  console.log(`${ledgers.acknowledged} settings and ${accounts.length} accounts were acknowledged`);
  goal('settings-and-accounts-lost', lost, 0);
  goal('chat-lost', rows.filter(({ chat }) => !chat).length, 0);
  if (rooms.length > 0) goal('commands-after-the-rooms-node-ms', Math.max(...rooms), 12_000);
}
