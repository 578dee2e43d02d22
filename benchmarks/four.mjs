// CPU of the server's process while four browsers are in one room, each sending and seeing three.

import { setTimeout as pause } from 'node:timers/promises';
import { launchChromium } from '../tests/Harness/chromium.mjs';
import { Parley } from '../tests/Harness/parley.mjs';
import { Person } from '../tests/Harness/person.mjs';
import { cpuTimeMs, residentBytes } from '../tests/Harness/processes.mjs';
import { mebibytes } from './figures.mjs';

const NAMES = ['Ann', 'Ben', 'Cyd', 'Dee'];
const MEASURE_MS = 20_000;

const parley = await Parley.open();
const browser = await launchChromium();
const people = [];
for (const name of NAMES) {
  const person = await Person.come(browser, name);
  await person.joinByLink(parley.url, 'four');
  people.push(person);
}
await Promise.all(people.map((person) => person.seesPictures(NAMES.length - 1)));
const framesBefore = await Promise.all(people.map((person) => person.frames()));
const cpuBefore = cpuTimeMs(parley.pid);
const startedAt = performance.now();
await pause(MEASURE_MS);
const elapsedMs = performance.now() - startedAt;
const cpuMs = cpuTimeMs(parley.pid) - cpuBefore;
const framesAfter = await Promise.all(people.map((person) => person.frames()));
const perSecond = (framesAfter.reduce((a, b) => a + b) - framesBefore.reduce((a, b) => a + b)) / (elapsedMs / 1_000);
const resident = residentBytes(parley.pid);
await browser.close();
await parley.close();
console.log(
  `four: ${((100 * cpuMs) / elapsedMs).toFixed(1)} % of one core over ${Math.round(elapsedMs / 1_000)} s, ` +
    `${Math.round(perSecond)} frames/s decoded by all together, ${mebibytes(resident)} resident`,
);
