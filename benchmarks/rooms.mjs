// Ten thousand rooms in one node's memory, in which nobody is: what each takes, and what is left when they have gone.
//
//   node benchmarks/rooms.mjs     ROOMS=n for another number; `./bench rooms` builds first

import { Agent } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { Parley } from '../tests/Harness/parley.mjs';
import { cpuTimeMs } from '../tests/Harness/processes.mjs';
import { until } from '../tests/Harness/until.mjs';
import { goal, mebibytes } from './figures.mjs';
import { many, memoryOf, numberOf, say, send, times } from './scale-parts.mjs';

const ROOMS = numberOf('ROOMS', 10_000);
const WARM_UP = 500;
const AT_ONCE = 32;
const IDLE_S = 60;
const REST_MS = 10_000;

const parley = await Parley.open([
  '--set', `parley.rooms.idle-timeout=${IDLE_S} s`, '--set', 'parley.web.api.requests-per-second=100000', '--set', 'parley.web.api.requests-burst=100000',
  '--set', 'parley.log.level=information',
]);
const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
const place = { host: '127.0.0.1', port: parley.port };
try {
  const look = (name) => send(agent, place, 'GET', `/api/v1/rooms/${name}/entry`);
  await many(WARM_UP, AT_ONCE, (number) => look(`warm-${number}`));
  await pause(IDLE_S * 1_000 + REST_MS);
  const before = memoryOf(parley.pid);
  const startedAt = performance.now();
  const took = await many(ROOMS, AT_ONCE, (number) => look(`idle-${number}`));
  const seconds = (performance.now() - startedAt) / 1_000;
  await pause(REST_MS);
  const full = memoryOf(parley.pid);
  const busyFrom = cpuTimeMs(parley.pid);
  await pause(REST_MS);
  const busy = (cpuTimeMs(parley.pid) - busyFrom) / (REST_MS / 100);
  await pause(Math.max(0, startedAt + (seconds + IDLE_S) * 1_000 - performance.now()));
  await until('all rooms to be gone and the node to rest', async () => {
    const used = cpuTimeMs(parley.pid);
    await pause(2_000);
    return cpuTimeMs(parley.pid) - used < 200;
  });
  const after = memoryOf(parley.pid);
  // Were they still there, as many others would take as much again.
  await many(ROOMS, AT_ONCE, (number) => look(`other-${number}`));
  await pause(REST_MS);
  const again = memoryOf(parley.pid);
  say('rooms', `${ROOMS} rooms came into memory in ${seconds.toFixed(1)} s (${times(took)}): ${mebibytes(before)} before, ${mebibytes(full)} with them, `
    + `${((full - before) / ROOMS / 1024).toFixed(1)} KiB each; ${busy.toFixed(1)} % of a core while they rest; ${mebibytes(after)} after their idle time, ${mebibytes(again)} with as many others`);
  goal('rooms-idle-kib-each', (full - before) / ROOMS / 1024, 32, 1);
  goal('rooms-idle-cpu-percent', busy, 10, 1);
  goal('rooms-others-after-them-kib-each', (again - after) / ROOMS / 1024, 4, 1);
} finally {
  agent.destroy();
  await parley.close();
}
