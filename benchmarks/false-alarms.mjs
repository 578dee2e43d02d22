// Keeps both cores busy beside a cluster of three nodes in which nothing happens, and says how often one was taken for dead.
//
//   node benchmarks/false-alarms.mjs [MINUTES]     10; `./bench false-alarms` builds first

import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { PROGRAM } from '../tests/Harness/parley.mjs';
import { freeTcpPort, freeUdpPort } from '../tests/Harness/ports.mjs';
import { LocalCluster } from '../tools/cluster/cluster.mjs';

const minutes = Number(process.argv[2] ?? 10);
const directory = mkdtempSync(join(tmpdir(), 'parley-alarms-'));
// PostgreSQL runs as a user of its own.
chmodSync(directory, 0o711);
const ports = [];
for (let node = 0; node < 3; node++) ports.push({ http: await freeTcpPort(), media: await freeUdpPort(), cluster: await freeTcpPort() });
const cluster = new LocalCluster(directory, PROGRAM, ports, await freeTcpPort());
const busy = [];
try {
  await cluster.up();
  // At the niceness of everybody else.
  for (let core = 0; core < availableParallelism(); core++) busy.push(spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' }));
  await pause(minutes * 60_000);
  const output = [1, 2, 3].map((number) => cluster.output(number)).join('\n');
  const late = [...output.matchAll(/heartbeat interval is growing too large .*?: (\d+)/g)].map(([, ms]) => Number(ms));
  const unheard = output.match(/has not been heard for/g)?.length ?? 0;
  const ended = cluster.nodes.filter(({ process }) => !process.running).length;
  console.log(`${minutes} min with ${busy.length} busy loops: ${late.length} heartbeats more than a second late, the latest by ${Math.max(0, ...late)} ms; ${unheard} times a node was not heard; ${ended} nodes ended`);
  const downed = ended + (output.match(/is given up by/g)?.length ?? 0);
  console.log(`goal false-alarms ${downed} 0 ${downed === 0 ? 'ok' : 'short'}`);
} finally {
  for (const loop of busy) loop.kill('SIGKILL');
  await cluster.down();
  rmSync(directory, { recursive: true, force: true });
}
