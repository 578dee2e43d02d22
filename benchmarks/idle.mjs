// From the start of the process to ready, and the memory it then holds without anybody in it.

import { setTimeout as pause } from 'node:timers/promises';
import { Parley } from '../tests/Harness/parley.mjs';
import { residentBytes } from '../tests/Harness/processes.mjs';
import { mebibytes, spread } from './figures.mjs';

const STARTS = 5;
const REST_MS = 10_000;

const readyMs = [];
let resident = 0;
for (let start = 0; start < STARTS; start++) {
  const startedAt = performance.now();
  const parley = await Parley.open();
  readyMs.push(performance.now() - startedAt);
  if (start === STARTS - 1) {
    await pause(REST_MS);
    resident = residentBytes(parley.pid);
  }
  await parley.close();
}
console.log(`idle: ready after ${spread(readyMs)} on an empty data directory; ${mebibytes(resident)} resident ${REST_MS / 1000} s later`);
