// A cluster each node of which is on a machine (a network namespace) of its own, and the database on one more.

import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { Namespaces } from './namespaces.mjs';
import { cluster } from './nodes.mjs';
import { PROGRAM } from './parley.mjs';

/**
 * The machines and the nodes, of which the database runs and no other.
 * @param {string[]} extra arguments of every node
 */
export async function nodesOnMachines(count, extra = []) {
  const machines = new Namespaces(count + 1);
  let nodes;
  try {
    const numbers = Array.from({ length: count }, (_, index) => index + 1);
    const at = (number) => ({ host: machines.address(number), within: machines.within(number) });
    nodes = await cluster(count, extra, { places: numbers.map(at), database: at(count + 1) });
    const certificates = join(nodes.directory, 'certificates');
    execFileSync(PROGRAM, ['cluster', 'cert', certificates, ...numbers.map((number) => machines.address(number))]);
    const file = (name) => join(certificates, name);
    for (const node of nodes.nodes) {
      node.extra = [
        ...node.extra, '--set', `parley.cluster.certificate-file=${file(`${node.ports.host}.pem`)}`,
        '--set', `parley.cluster.key-file=${file(`${node.ports.host}.key`)}`, '--set', `parley.cluster.ca-file=${file('ca.pem')}`,
      ];
    }
    await nodes.database.start();
    return { machines, nodes };
  } catch (fault) {
    await nodes?.close();
    machines.close();
    throw fault;
  }
}
