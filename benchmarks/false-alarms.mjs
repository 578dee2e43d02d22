// Keeps both cores busy beside a cluster of three nodes in which nothing happens, and says how often one was taken for dead.
//
//   node benchmarks/false-alarms.mjs [MINUTES]     10; `./bench false-alarms` builds first

import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { cluster } from '../tests/Harness/nodes.mjs';

const minutes = Number(process.argv[2] ?? 10);
const nodes = await cluster(3);
const busy = [];
try {
  await nodes.up();
  // At the niceness of everybody else.
  for (let core = 0; core < availableParallelism(); core++) busy.push(spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' }));
  await pause(minutes * 60_000);
  const output = [1, 2, 3].map((number) => nodes.output(number)).join('\n');
  const late = [...output.matchAll(/heartbeat interval is growing too large .*?: (\d+)/g)].map(([, ms]) => Number(ms));
  const unheard = output.match(/has not been heard for/g)?.length ?? 0;
  const ended = nodes.nodes.filter(({ process }) => !process.running).length;
  console.log(`${minutes} min with ${busy.length} busy loops: ${late.length} heartbeats more than a second late, the latest by ${Math.max(0, ...late)} ms; ${unheard} times a node was not heard; ${ended} nodes ended`);
  const downed = ended + (output.match(/is given up by/g)?.length ?? 0);
  console.log(`goal false-alarms ${downed} 0 ${downed === 0 ? 'ok' : 'short'}`);
} finally {
  for (const loop of busy) loop.kill('SIGKILL');
  await nodes.close();
}
