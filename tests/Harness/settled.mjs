// Waits until nodes that have come up are done with what only a start asks of them.

import { setTimeout as pause } from 'node:timers/promises';
import { cpuTimeMs } from './processes.mjs';
import { until } from './until.mjs';

/** Processors that three nodes at rest need at most. */
const SETTLED_CORES = 0.4;
const LOOK_MS = 2_000;

/** A node that has just come up compiles its code: what is measured is a cluster that has been up for a while. */
export async function settled(cluster) {
  const spent = () => cluster.nodes.reduce((sum, { process: { pid } }) => sum + cpuTimeMs(pid), 0);
  await until('the nodes to have settled', async () => {
    const before = spent();
    await pause(LOOK_MS);
    return (spent() - before) / LOOK_MS < SETTLED_CORES;
  }, { withinMs: 90_000 });
}
