// Some sixteen nodes of one cluster on this machine, on one PostgreSQL server, in which nobody is: how long they take to form, what each
// costs at rest, and how soon the rooms of one that is killed take commands elsewhere.
//
//   node benchmarks/many-nodes.mjs     NODES=n for another number; `./bench many-nodes` builds first

import { spawnSync } from 'node:child_process';
import { Agent } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { until } from '../tests/Harness/until.mjs';
import { goal, percentile } from './figures.mjs';
import { administer, many, memoryOf, numberOf, processorOf, say, withCluster } from './scale-parts.mjs';

const NODES = numberOf('NODES', 16);
const ROOMS = 200;
const READING_S = 30;
const ANSWER_MS = 2_000;
const SETTINGS = [
  // One process each, with one thread for media: nothing here is about media.
  'parley.media.own-process=off', 'parley.media.workers=1', 'parley.log.level=information',
  // What docs/scale.md says of clusters of more than ten.
  'parley.cluster.stable-after=5 s', 'parley.store.connections-max=5', 'parley.start-timeout=80 s',
];

await withCluster(NODES, SETTINGS, async (cluster) => {
  await cluster.database.start();
  const startedAt = performance.now();
  const times = [];
  for (const { number } of cluster.nodes) {
    const from = performance.now();
    await cluster.start(number).catch((fault) => {
      throw new Error(`${fault.message}, which ends with:\n${cluster.output(number).slice(-2_000)}`);
    });
    times.push(performance.now() - from);
  }
  const formed = (performance.now() - startedAt) / 1_000;
  await pause(10_000);
  const memory = cluster.nodes.map(({ process }) => memoryOf(process.pid));
  const [cpu, sent] = [cluster.nodes.map(({ process }) => processorOf(process.pid)), traffic(cluster)];
  await pause(READING_S * 1_000);
  const [cpuAfter, sentAfter] = [cluster.nodes.map(({ process }) => processorOf(process.pid)), traffic(cluster)];
  const percent = cpuAfter.map((used, at) => (used - cpu[at]) / (READING_S * 10));
  const bytes = sentAfter.map((all, at) => (all - sent[at]) / READING_S);
  say('many-nodes', `${NODES} nodes formed in ${formed.toFixed(0)} s, one after another (the first in ${(times[0] / 1_000).toFixed(1)} s, the last in ${(times.at(-1) / 1_000).toFixed(1)} s); `
    + `at rest ${(middle(memory) / 2 ** 20).toFixed(0)} MiB each, ${middle(percent).toFixed(1)} % of a core (most ${Math.max(...percent).toFixed(1)} %), `
    + `${(middle(bytes) / 1024).toFixed(1)} KiB/s sent to other nodes (most ${(Math.max(...bytes) / 1024).toFixed(1)})`);
  goal('many-nodes-form-seconds-each', formed / NODES, 15, 1);
  goal('many-nodes-idle-cpu-percent', middle(percent), 5, 1);
  goal('many-nodes-idle-kib-per-second', middle(bytes) / 1024, 50, 1);
  for (const victim of [NODES, 1]) await kill(cluster, victim);
}, { start: false });

/** Kills a node and changes a setting in each of many rooms by way of others until all have answered. */
async function kill(cluster, victim) {
  const agent = new Agent({ keepAlive: true, maxSockets: ROOMS });
  const through = cluster.nodes.filter(({ number }) => number !== victim && cluster.node(number).process.running).map(({ number }) => number);
  // What was on its way to the dead node is lost and answered only when the program gives it up, so nobody waits for that.
  const change = (number, title) =>
    administer(agent, cluster.data(through[number % through.length]), 'PATCH', `/rooms/moved-${number}`, { title }, ANSWER_MS);
  await many(ROOMS, 32, (number) => until(`room ${number} to be there`, async () => (await change(number, 'before')) !== null));
  await cluster.node(victim).process.kill();
  const killedAt = performance.now();
  const took = await Promise.all(
    Array.from({ length: ROOMS }, (_, number) => until(`room ${number} to take commands`, async () => {
      await change(number, 'after');
      return performance.now() - killedAt;
    }, { withinMs: 90_000, everyMs: 500 })),
  );
  const moved = took.filter((ms) => ms > 2 * ANSWER_MS);
  say('many-nodes', `node ${victim}${victim === 1 ? ', the oldest,' : ''} killed: ${moved.length} of ${ROOMS} rooms were without a place, the last for ${(Math.max(...took) / 1_000).toFixed(1)} s`);
  goal(`many-nodes-killed-${victim === 1 ? 'oldest' : 'youngest'}-seconds`, Math.max(...took) / 1_000, 15, 1);
  agent.destroy();
}

function middle(values) {
  return percentile(values, 0.5);
}

/** Bytes each node has sent to other nodes so far: of its connections to or from ports of the cluster. */
function traffic(cluster) {
  const { stdout } = spawnSync('ss', ['-tniHOp', 'state', 'established'], { encoding: 'utf8', maxBuffer: 64 * 2 ** 20 });
  const ports = new Set(cluster.nodes.map(({ ports: { cluster: port } }) => String(port)));
  const sums = new Map();
  for (const line of stdout.split('\n')) {
    const pid = /pid=(\d+)/.exec(line)?.[1];
    const ends = [...line.matchAll(/:(\d+)(?=\s)/g)].map(([, port]) => port);
    if (pid && ends.some((port) => ports.has(port))) sums.set(Number(pid), (sums.get(Number(pid)) ?? 0) + Number(/bytes_sent:(\d+)/.exec(line)?.[1] ?? 0));
  }
  return cluster.nodes.map(({ process }) => sums.get(process.pid) ?? 0);
}
