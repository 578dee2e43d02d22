// Several real nodes and a PostgreSQL server, for one test file: on ports of their own, in a directory of their own.

import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LocalCluster } from '../../tools/cluster/cluster.mjs';
import { PROGRAM } from './parley.mjs';
import { freeTcpPort, freeUdpPort } from './ports.mjs';
import { onEnd } from './processes.mjs';

/**
 * A cluster that is not started yet.
 * @param {string[]} extra arguments of every node
 * @param {{places?: {host: string, within: string[]}[], database?: {host: string, within: string[]}}} elsewhere where each node and the
 *   database are, when that is not this machine's loopback
 */
export async function cluster(count, extra = [], { places = [], database } = {}) {
  const directory = mkdtempSync(join(tmpdir(), 'parley-nodes-'));
  // The database server is another user, where this one is root.
  chmodSync(directory, 0o711);
  const ports = [];
  for (let index = 0; index < count; index++) {
    ports.push({ http: await freeTcpPort(), cluster: await freeTcpPort(), media: await freeUdpPort(), ...places[index] });
  }
  const nodes = new LocalCluster(directory, PROGRAM, ports, await freeTcpPort(), extra, database);
  const remove = () => rmSync(directory, { recursive: true, force: true });
  const forget = onEnd(remove);
  return Object.assign(nodes, {
    directory,
    async close() {
      await nodes.down();
      remove();
      forget();
    },
  });
}
