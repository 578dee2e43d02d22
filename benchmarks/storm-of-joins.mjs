// A thousand people join within ten seconds, by the documented signalling: spread over a hundred rooms, and all into one.
//
//   node benchmarks/storm-of-joins.mjs     JOINS=n for another number, in as many hundredths of a second; `./bench storm-of-joins` builds first

import { setTimeout as pause } from 'node:timers/promises';
import { Parley } from '../tests/Harness/parley.mjs';
import { goal } from './figures.mjs';
import { Joiners } from './joiners.mjs';
import { numberOf, processorOf, say, times } from './scale-parts.mjs';

const JOINS = numberOf('JOINS', 1_000);
const EVERY_MS = 10;
const LIMIT_S = 10;

for (const rooms of [Math.ceil(JOINS / 10), 1]) await storm(rooms);

async function storm(rooms) {
  const settings = [
    `parley.rooms.participants-max-default=${JOINS + 1}`, `parley.rooms.participants-limit=${JOINS + 1}`, `parley.media.endpoints-per-bridge-max=${JOINS + 1}`,
    `parley.web.signalling.sockets-per-address-max=${JOINS + 200}`, 'parley.log.level=information',
    // Nobody's media follows: places are kept until all are in.
    'parley.rooms.admission-timeout=5 m', 'parley.media.connect-timeout=5 m',
  ];
  const parley = await Parley.open(settings.flatMap((setting) => ['--set', setting]));
  const joiners = await Joiners.open(parley.url);
  try {
    // Code that runs for the first time is compiled first.
    for (let one = 0; one < 100; one += 10) await Promise.all(Array.from({ length: 10 }, (_, index) => joiners.join(`warm-${(one + index) % 5}`)));
    const [startedAt, used, took] = [performance.now(), processorOf(parley.pid), []];
    const joins = [];
    for (let one = 0; one < JOINS; one++) {
      await pause(Math.max(0, startedAt + one * EVERY_MS - performance.now()));
      const askedAt = performance.now();
      joins.push(joiners.join(`storm-${one % rooms}`).then(() => took.push(performance.now() - askedAt)));
    }
    const asked = (performance.now() - startedAt) / 1_000;
    await Promise.all(joins);
    const seconds = (performance.now() - startedAt) / 1_000;
    const each = (processorOf(parley.pid) - used) / JOINS;
    const name = rooms === 1 ? 'one-room' : `${rooms}-rooms`;
    say('storm-of-joins', `${JOINS} joins of ${name}, asked for within ${asked.toFixed(1)} s: the last was in after ${seconds.toFixed(1)} s; an answer took ${times(took)}; `
      + `${each.toFixed(1)} ms of processor time each`);
    goal(`joins-${name}-seconds`, seconds, LIMIT_S * Math.max(1, JOINS / 1_000) + 1, 1);
  } finally {
    await joiners.close();
    await parley.close();
  }
}
