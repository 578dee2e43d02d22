// Kills a node a hundred times while it writes: how much of what it acknowledged is lost?

import { crashes } from '../tests/Harness/crash.mjs';

const KILLS = Number(process.env.KILLS ?? 100);

const startedAt = performance.now();
const { acknowledged, unknown, lost } = await crashes(KILLS);
const seconds = (performance.now() - startedAt) / 1_000;
for (const sentence of lost) console.log(`crash: lost: ${sentence}`);
console.log(
  `crash: ${KILLS} kills in ${seconds.toFixed(0)} s: ${acknowledged} writes acknowledged, ${lost.length} of them lost; ${unknown} cut off without an answer`,
);
process.exitCode = lost.length === 0 ? 0 : 1;
