// What meetings leave in the database: a room with settings that meets again and again, a room without, and rooms whose names are
// used once. On PostgreSQL, whose tables are counted.
//
//   node benchmarks/journal.mjs     MEETINGS=n for another number; `./bench journal` builds first

import { Agent } from 'node:http';
import { untilStill } from '../tests/Harness/until.mjs';
import { goal } from './figures.mjs';
import { Joiners } from './joiners.mjs';
import { administer, many, numberOf, say, withCluster } from './scale-parts.mjs';

const MEETINGS = numberOf('MEETINGS', 300);
const AT_ONCE = 8;
/** parley.store.snapshot-every as it is shipped: events of a room between two snapshots. */
const SNAPSHOT_EVERY = 50;

await withCluster(1, ['parley.web.signalling.sockets-per-address-max=4000', 'parley.log.level=information'], async (cluster) => {
  const agent = new Agent({ keepAlive: true });
  const joiners = await Joiners.open(cluster.url(1));
  const { database } = cluster;
  try {
    await administer(agent, cluster.data(1), 'PATCH', '/rooms/kept', { title: 'Kept' });
    await meetings('a room with settings', () => 'kept', 1, SNAPSHOT_EVERY + 5, 'room-with-settings');
    await meetings('a room without', () => 'passing', 1, 2, 'room-without');
    await meetings('rooms used once', (number) => `once-${number}`, AT_ONCE, 2 * MEETINGS, 'names-used-once');
  } finally {
    await joiners.close();
    agent.destroy();
  }

  async function meetings(what, roomOf, atOnce, limit, name) {
    const before = written();
    let most = 0;
    await many(MEETINGS, atOnce, async (number) => {
      const two = await Promise.all([joiners.join(roomOf(number)), joiners.join(roomOf(number))]);
      for (const one of two) {
        one.tell('leave');
        await one.waitFor('ended');
        await one.close();
      }
      if (number % 50 === 49) most = Math.max(most, rows(roomOf(0)));
    });
    const all = name === 'names-used-once' ? 'once-%' : roomOf(0);
    await untilStill('the last events to be written and the old ones to be deleted', () => rows(all), { forMs: 5_000, withinMs: 120_000 });
    const after = written();
    const left = rows(all);
    say('journal', `${MEETINGS} meetings of two in ${what}: ${((after.events - before.events) / MEETINGS).toFixed(1)} events and `
      + `${((after.log - before.log) / MEETINGS / 1024).toFixed(1)} KiB of the database's log each; ${left} rows of events stay (at most ${most} while they came and went), ${snapshots()} snapshots in all`);
    goal(`journal-rows-${name}`, left, limit);
  }

  function rows(room) {
    return Number(database.query(`SELECT count(*) FROM journal WHERE persistence_id LIKE 'room-${room}'`));
  }

  function snapshots() {
    return database.query('SELECT count(*) FROM snapshot');
  }

  // The serial counts what was ever written; the position in the log says what it cost.
  function written() {
    const [events, log] = database.query("SELECT last_value || ' ' || (pg_current_wal_lsn() - '0/0') FROM journal_ordering_seq").split(' ').map(Number);
    return { events, log };
  }
});
