// How long a node takes to start with a hundred thousand rooms and ten thousand accounts in its journal, beside one with an empty one,
// and how soon it answers. On SQLite, and on PostgreSQL. Everything is written by the program itself.
//
//   node benchmarks/restart.mjs [sqlite|postgresql]     ROOMS=n, ACCOUNTS=n for other numbers; `./bench restart` builds first

import { Agent } from 'node:http';
import { Parley } from '../tests/Harness/parley.mjs';
import { until } from '../tests/Harness/until.mjs';
import { goal, percentile } from './figures.mjs';
import { Joiners } from './joiners.mjs';
import { administer, many, memoryOf, numberOf, processorOf, say, withCluster } from './scale-parts.mjs';

const ROOMS = numberOf('ROOMS', 100_000);
const ACCOUNTS = numberOf('ACCOUNTS', 10_000);
const AT_ONCE = 16;
const STARTS = 3;
const SETTINGS = ['parley.rooms.idle-timeout=2 s', 'parley.web.signalling.sockets-per-address-max=4000'];
const stores = process.argv.length > 2 ? process.argv.slice(2) : ['sqlite', 'postgresql'];

if (stores.includes('sqlite')) {
  const parley = await Parley.open(SETTINGS.flatMap((setting) => ['--set', setting]));
  try {
    await measure('sqlite', {
      url: () => parley.url, data: parley.dataDirectory, pid: () => parley.pid, start: () => parley.start(), stop: () => parley.stop(),
    });
  } finally {
    await parley.close();
  }
}
if (stores.includes('postgresql')) {
  await withCluster(1, SETTINGS, (cluster) => measure('postgresql', {
    url: () => cluster.url(1),
    data: cluster.data(1),
    pid: () => cluster.node(1).process.pid,
    start: () => cluster.start(1),
    stop: () => cluster.node(1).process.stop(),
  }));
}

async function measure(store, node) {
  const empty = await starts(node);
  const startedAt = performance.now();
  await fill(node);
  const filled = (performance.now() - startedAt) / 1_000;
  const full = await starts(node);
  say('restart', `${store}: ${ROOMS} rooms and ${ACCOUNTS} accounts written in ${filled.toFixed(0)} s; ready after ${tell(empty)} with none, ${tell(full)} with them`);
  goal(`restart-${store}-ratio`, middle(full, 'ready') / middle(empty, 'ready'), 1.5, 2);
  goal(`restart-${store}-ms`, middle(full, 'ready'), 10_000);
  goal(`restart-${store}-first-join-ms`, middle(full, 'join'), 5_000);
}

function tell(readings) {
  const mib = Math.round(middle(readings, 'memory') / 2 ** 20);
  return `${Math.round(middle(readings, 'ready'))} ms (${Math.round(middle(readings, 'processor'))} ms of processor time, ${mib} MiB, `
    + `first join ${Math.round(middle(readings, 'join'))} ms, status ${Math.round(middle(readings, 'status'))} ms, `
    + `list of rooms ${Math.round(middle(readings, 'rooms'))} ms, list of users ${Math.round(middle(readings, 'users'))} ms)`;
}

function middle(readings, name) {
  return percentile(readings.map((reading) => reading[name]), 0.5);
}

/** Stops and starts the node some times; what each start took. */
async function starts(node) {
  const readings = [];
  for (let start = 0; start < STARTS; start++) {
    await node.stop();
    const startedAt = performance.now();
    await node.start();
    const reading = { ready: performance.now() - startedAt, processor: processorOf(node.pid()), memory: memoryOf(node.pid()) };
    const joiners = await Joiners.open(node.url());
    const agent = new Agent({ keepAlive: true });
    reading.join = await timed(() => joiners.join(`after-${start}`));
    for (const [name, path] of [['status', '/status'], ['rooms', '/rooms'], ['users', '/users']]) {
      reading[name] = await timed(() => administer(agent, node.data, 'GET', path));
    }
    await joiners.close();
    agent.destroy();
    readings.push(reading);
  }
  return readings;
}

async function timed(act) {
  const startedAt = performance.now();
  await act();
  return performance.now() - startedAt;
}

async function fill(node) {
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
  try {
    await many(ROOMS, AT_ONCE, async (number) => {
      await until(`room ${number} to be kept`, async () => (await administer(agent, node.data, 'PATCH', `/rooms/room-${number}`, { title: `Room ${number}`, lobby: true })) !== null);
      if (number % 10_000 === 9_999) say('restart', `${number + 1} rooms`);
    });
    await many(ACCOUNTS, AT_ONCE, (number) => administer(agent, node.data, 'POST', '/users', { login: `user-${number}`, name: `User ${number}` }));
  } finally {
    agent.destroy();
  }
}
