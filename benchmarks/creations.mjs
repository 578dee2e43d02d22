// Two thousand rooms made as fast as they are acknowledged: those that are remembered, by the admin API, and those in which somebody
// is the first, by signalling. On SQLite, and on PostgreSQL.
//
//   node benchmarks/creations.mjs     CREATIONS=n for another number; `./bench creations` builds first

import { Agent } from 'node:http';
import { Parley } from '../tests/Harness/parley.mjs';
import { goal } from './figures.mjs';
import { Joiners } from './joiners.mjs';
import { administer, many, numberOf, processorOf, say, times, withCluster } from './scale-parts.mjs';

const CREATIONS = numberOf('CREATIONS', 2_000);
const AT_ONCE = 32;
const LIMIT_S = 60;
const SETTINGS = ['parley.web.signalling.sockets-per-address-max=4000', 'parley.log.level=information'];

let refusals = 0;

const parley = await Parley.open(SETTINGS.flatMap((setting) => ['--set', setting]));
try {
  await measure('sqlite', parley.url, parley.dataDirectory, parley.pid);
} finally {
  await parley.close();
}
await withCluster(1, SETTINGS, (cluster) => measure('postgresql', cluster.url(1), cluster.data(1), cluster.node(1).process.pid));

async function measure(store, url, data, pid) {
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
  const joiners = await Joiners.open(url);
  try {
    const remember = (kind) => (number) => again(() => administer(agent, data, 'PATCH', `/rooms/${kind}-${number}`, { title: `Room ${number}`, lobby: true }));
    // Code that runs for the first time is compiled first.
    await many(100, AT_ONCE, remember('first'));
    await many(20, AT_ONCE, (number) => joiners.join(`first-plain-${number}`));
    await once(`remembered-${store}`, pid, remember('kept'));
    await once(`plain-${store}`, pid, (number) => again(() => joiners.join(`plain-${number}`)));
  } finally {
    await joiners.close();
    agent.destroy();
  }
}

/** What a busy server refuses for the moment is asked again, as people do, and counted. */
async function again(ask) {
  for (;;) {
    try {
      return await ask();
    } catch (fault) {
      if (!/try-again/.test(fault.message)) throw fault;
      refusals++;
    }
  }
}

async function once(kind, pid, one) {
  refusals = 0;
  const [startedAt, used] = [performance.now(), processorOf(pid)];
  const took = await many(CREATIONS, AT_ONCE, one);
  const seconds = (performance.now() - startedAt) / 1_000;
  say('creations', `${CREATIONS} ${kind} in ${seconds.toFixed(1)} s, ${AT_ONCE} at a time: ${times(took)}; ${((processorOf(pid) - used) / CREATIONS).toFixed(2)} ms of processor time each, ${refusals} refused for the moment and asked again`);
  goal(`creations-${kind}-seconds`, seconds * (2_000 / CREATIONS), LIMIT_S, 1);
}
