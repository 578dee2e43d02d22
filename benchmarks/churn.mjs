// A thousand people come, have their media connected, and go: what of it stays behind?

import { setTimeout as pause } from 'node:timers/promises';
import { Parley } from '../tests/Harness/parley.mjs';
import { openFiles, residentBytes } from '../tests/Harness/processes.mjs';
import { EndpointProcess } from '../tests/Interop/endpoint-process.mjs';
import { Participant } from '../tests/Interop/participant.mjs';
import { mebibytes } from './figures.mjs';

const JOINS = Number(process.env.JOINS ?? 1_000);
/** Joins before the first reading: code that runs for the first time takes memory that is not a leak. */
const WARM_UP = Math.min(200, JOINS / 5);
const AT_ONCE = 5;
/** Endpoints of one client process: it keeps what it opened until it ends. */
const PER_PROCESS = 100;
const REST_MS = 10_000;

const parley = await Parley.open();

async function churn(count) {
  for (let done = 0; done < count; ) {
    const endpoints = new EndpointProcess();
    try {
      for (let at = 0; at < PER_PROCESS && done < count; at += AT_ONCE, done += AT_ONCE) {
        await Promise.all(Array.from({ length: AT_ONCE }, (_, index) => comeAndGo(endpoints, `churn-${index % 2}`)));
      }
    } catch (problem) {
      // The other stack crashes now and then when it takes down what it made: the next process goes on from here.
      if (!/other stack ended/.test(problem.message)) throw problem;
      console.error(problem.message);
    }
    await endpoints.end();
  }
}

async function comeAndGo(endpoints, room) {
  const guest = await Participant.join(parley.url, room, 'Guest', endpoints);
  try {
    await guest.signalling.waitFor('media', ({ connected }) => connected);
  } finally {
    await guest.leave();
  }
}

async function reading() {
  await pause(REST_MS);
  return { files: openFiles(parley.pid), resident: residentBytes(parley.pid) };
}

await churn(WARM_UP);
const before = await reading();
const startedAt = performance.now();
await churn(JOINS);
const seconds = (performance.now() - startedAt) / 1_000;
const after = await reading();
await parley.close();
console.log(
  `churn: ${JOINS} joins and leaves in ${seconds.toFixed(0)} s: resident ${mebibytes(before.resident)} before, ${mebibytes(after.resident)} after; ` +
    `open files ${before.files} before, ${after.files} after`,
);
