// A node that does not fit into the cluster, or cannot prove that it belongs to it, ends within seconds and says why.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { cluster } from '../Harness/nodes.mjs';
import { PROGRAM } from '../Harness/parley.mjs';
import { freeTcpPort } from '../Harness/ports.mjs';
import { start } from '../Harness/processes.mjs';
import { until } from '../Harness/until.mjs';

/** Beyond the 10 s in which a node says why it does not join: what a start takes on a busy machine. */
const LIMIT_MS = 60_000;

let nodes;
let own;
let foreign;
before(async () => {
  nodes = await cluster(1);
  const certificates = (folder) => {
    const directory = join(nodes.directory, folder);
    execFileSync(PROGRAM, ['cluster', 'cert', directory, '127.0.0.1', '127.0.0.2']);
    return ({ authority = folder, node = '127.0.0.1' } = {}) => [
      '--set', `parley.cluster.certificate-file=${join(directory, `${node}.pem`)}`,
      '--set', `parley.cluster.key-file=${join(directory, `${node}.key`)}`,
      '--set', `parley.cluster.ca-file=${join(nodes.directory, authority, 'ca.pem')}`,
    ];
  };
  own = certificates('own');
  foreign = certificates('foreign');
  await nodes.database.start();
  for (const name of ['elsewhere', 'empty', 'named']) nodes.database.query(`CREATE DATABASE ${name}`);
  await nodes.start(1, own());
});
after(() => nodes?.close());

const database = (name) => nodes.database.url.replace(/postgres$/, name);
const seedOf = (port) => ['--seed', `127.0.0.1:${port}`];
const theSeed = () => seedOf(nodes.node(1).ports.cluster);

/** A node that is to join; `through`: how it runs, before the program's name. */
function joins(args, { port, through = [], db = nodes.database.url }) {
  const [file, ...words] = [
    ...through, PROGRAM, 'serve', '--data', mkdtempSync(join(nodes.directory, 'joins-')), '--urls', 'http://127.0.0.1:0', '--media-port', '0',
    '--cluster-port', String(port), '--set', `parley.secret-key-file=${join(nodes.directory, 'secret.key')}`, ...(db ? ['--database', db] : []), ...args,
  ];
  return start(file, words);
}

/** Starts a node that does not get in: with this exit code, and these words. */
async function refused(args, code, said, { db } = {}) {
  const run = joins(args, { port: await freeTcpPort(), db });
  const late = setTimeout(() => run.child.kill('SIGKILL'), LIMIT_MS);
  const ended = await run.ended;
  clearTimeout(late);
  assert.match(run.output(), said);
  assert.equal(ended, code, run.output());
}

const isReady = (run) => until('the node to be ready', () => /is ready/.test(run.output()) || run.child.exitCode !== null, { withinMs: LIMIT_MS });

// Half of their time they wait for what does not come.
describe('refused, and told why:', { concurrency: 4 }, () => {
  test('another cluster name', () =>
    refused([...theSeed(), ...own(), '--set', 'parley.cluster.name=other'], 8, /in the cluster "parley" and this one is set to "other"/));

  test('another number of shards', () =>
    refused([...theSeed(), ...own(), '--set', 'parley.cluster.bridge-shards=128'], 8, /bridge-shards = 256 and this one 128/));

  test('no database that all can reach', () => refused([...theSeed(), ...own()], 2, /SQLite is a file of one node/, { db: null }));

  test('another database', () => refused([...theSeed(), ...own()], 8, /another database/, { db: database('elsewhere') }));

  test('nobody there', async () => refused([...seedOf(await freeTcpPort()), ...own()], 8, /within 10 s: .*nothing listens there/, { db: database('empty') }));

  test('a database that a cluster works on, to which there is no way', async () =>
    // It is found through the database, and so is joined in spite of the seed; without a certificate it cannot be.
    refused(seedOf(await freeTcpPort()), 8, /at work on the database, but/));

  test("no certificate, and another authority's: told to each, and logged once", async () => {
    await Promise.all([
      refused(theSeed(), 8, /This node found no cluster to join/),
      refused([...theSeed(), ...foreign()], 8, /is not from this cluster's authority/),
    ]);
    const lines = nodes.output(1).split('\n');
    const refusals = lines.filter((line) => /A node at .* is refused/.test(line));
    assert.equal(refusals.length, 1, refusals.join('\n'));
    assert.match(refusals[0], /A node at 127\.0\.0\.1 is refused: (it speaks no TLS|its certificate is not from)/);
    assert.deepEqual(lines.filter((line) => /Exception|handshake/i.test(line)), []);
  });

  test("another authority's certificate, of one who believes in this one", () =>
    refused([...theSeed(), ...foreign({ authority: 'own' })], 8, /refuses this node's certificate/));

  test('more than loopback in the clear', () => refused([...theSeed(), '--cluster-host', '192.0.2.10'], 2, /parley cluster cert/));
});

test('the node that is there is still ready, and one with a certificate of its authority joins', async () => {
  const joining = joins([...theSeed(), ...own()], { port: await freeTcpPort() });
  await isReady(joining);
  assert.match(joining.output(), /is ready/);
  assert.ok(await nodes.isReady(1));
  joining.child.kill('SIGTERM');
  assert.equal(await joining.ended, 0);
});

test('nodes that know each other by a name in the DNS only, from a configuration file, are one cluster', async () => {
  const port = await freeTcpPort();
  const hosts = join(nodes.directory, 'hosts');
  writeFileSync(hosts, '127.0.0.1 localhost\n127.0.0.1 nodes.parley.example\n127.0.0.2 nodes.parley.example\n');
  const config = join(nodes.directory, 'named.conf');
  writeFileSync(config, 'parley.cluster.dns-name = "nodes.parley.example"\nparley.media.workers = 1\n');
  const through = ['unshare', ...(process.getuid() === 0 ? [] : ['--map-root-user']), '--mount', 'sh', '-c', `mount --bind ${hosts} /etc/hosts && exec "$@"`, 'sh'];
  const both = ['127.0.0.1', '127.0.0.2'].map((node) =>
    joins(['--config', config, '--cluster-host', node, ...own({ node })], { port, through, db: database('named') }));
  try {
    for (const run of both) {
      await isReady(run);
      assert.match(run.output(), /is ready/);
    }
    assert.equal(nodes.database.query('SELECT count(*) FROM nodes', database('named')), '2');
  } finally {
    for (const run of both) run.child.kill('SIGTERM');
    assert.deepEqual(await Promise.all(both.map(({ ended }) => ended)), [0, 0]);
  }
});
