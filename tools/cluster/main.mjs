// The command `./cluster`: one process keeps the cluster, and others tell it over a socket what to do.

import { mkdirSync, rmSync, statSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isFree, isFreeForMedia } from '../../tests/Harness/ports.mjs';
import { LocalCluster } from './cluster.mjs';

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const PROGRAM = process.env.PARLEY_PROGRAM ?? join(ROOT, 'Cluster.Host/bin/Release/net10.0/parley');
const DIRECTORY = process.env.PARLEY_CLUSTER_DIRECTORY ?? join(tmpdir(), `parley-cluster-${process.getuid()}`);
const SOCKET = join(DIRECTORY, 'control.sock');
const NODES_MAX = 20;

/** Ports of the first node; each further one has the next, and of media a hundred more. */
const FIRST = { http: 8080, cluster: 4053, media: 10_000 };

const USAGE = `Runs a cluster on this machine, for development and for trying what happens.

  ./cluster up [N] [-- ARGS]  starts PostgreSQL and N nodes (3); Ctrl-C stops all; ARGS are every node's
  ./cluster status            who runs, where, and whether it is ready
  ./cluster stop I            asks node I to end (SIGTERM): it leaves in good order
  ./cluster kill I            SIGKILL: it is gone at once
  ./cluster freeze I          SIGSTOP; thaw I: SIGCONT
  ./cluster start I           starts it again on its data
  ./cluster db stop|start     PostgreSQL
  ./cluster log I             where its output is

What it keeps is in ${DIRECTORY} (PARLEY_CLUSTER_DIRECTORY), and is used again the next time; remove it to begin anew.`;

const [word, ...rest] = process.argv.slice(2);
try {
  if (word === 'up') await up(rest);
  else if (word === undefined || word === 'help' || word === '--help') console.log(USAGE);
  else process.exitCode = await tell([word, ...rest].join(' '));
} catch (fault) {
  console.error(`cluster: ${fault.message}`);
  process.exitCode = 1;
}

async function up(words) {
  const dashes = words.indexOf('--');
  const [args, extra] = dashes < 0 ? [words, []] : [words.slice(0, dashes), words.slice(dashes + 1)];
  const count = Number(args[0] ?? 3);
  if (!Number.isInteger(count) || count < 1 || count > NODES_MAX) throw new Error(`up takes a number of nodes from 1 to ${NODES_MAX}`);
  mkdirSync(DIRECTORY, { recursive: true, mode: 0o711 });
  if (statSync(DIRECTORY).uid !== process.getuid()) throw new Error(`${DIRECTORY} is another user's`);
  if ((await tell('status', () => {}).catch(() => 1)) === 0) throw new Error('a cluster runs already: ./cluster status');
  const ports = [];
  for (let index = 0; index < count; index++) {
    ports.push({ http: await free(FIRST.http + index), cluster: await free(FIRST.cluster + index), media: await free(FIRST.media + 100 * index, isFreeForMedia, 2_000) });
  }
  const cluster = new LocalCluster(DIRECTORY, PROGRAM, ports, await free(25_432), extra);
  let ending = false;
  const end = async () => {
    if (ending) return;
    ending = true;
    console.log('Stopping.');
    control.close();
    await cluster.down();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, end);
  rmSync(SOCKET, { force: true });
  const control = createServer((socket) => serve(socket, cluster)).listen(SOCKET);
  try {
    await cluster.database.start();
    console.log(`PostgreSQL  ${cluster.database.url}`);
    for (const { number } of cluster.nodes) {
      if (ending) return;
      await cluster.start(number);
      console.log(`node ${number}      ${cluster.url(number)}`);
    }
    console.log('Ctrl-C stops all. In another terminal: ./cluster status, kill 2, freeze 2, thaw 2, stop 2, start 2, db stop, db start.');
  } catch (fault) {
    if (!ending) console.error(`cluster: ${fault.message}`);
    await end();
  }
}

async function free(from, isFreeAt = isFree, step = 20) {
  for (let port = from; port < from + 50 * step && port < 65_000; port += step) if (await isFreeAt(port)) return port;
  throw new Error(`no free port from ${from}`);
}

function serve(socket, cluster) {
  socket.setEncoding('utf8');
  socket.on('error', () => {});
  socket.once('data', async (line) => {
    const [word, argument] = line.trim().split(' ');
    try {
      socket.end(`0 ${await carryOut(cluster, word, argument)}`);
    } catch (fault) {
      socket.end(`1 ${fault.message}`);
    }
  });
}

async function carryOut(cluster, word, argument) {
  if (word === 'status') return status(cluster);
  if (word === 'db' && argument === 'stop') return cluster.database.stop().then(() => 'PostgreSQL has stopped');
  if (word === 'db' && argument === 'start') return cluster.database.start().then(() => 'PostgreSQL runs');
  const number = Number(argument);
  const verbs = {
    stop: async (node) => `node ${number} ended with ${await node.process.stop()}`,
    kill: async (node) => `node ${number} ended with ${await node.process.kill()}`,
    freeze: (node) => node.process.freeze() ?? `node ${number} is frozen`,
    thaw: (node) => node.process.thaw() ?? `node ${number} goes on`,
    start: () => cluster.start(number).then(() => `node ${number} is ready at ${cluster.url(number)}`),
    log: () => cluster.log(number),
  };
  if (!Object.hasOwn(verbs, word)) throw new Error('./cluster --help says what there is');
  const node = cluster.node(number);
  if (word !== 'start' && word !== 'log' && !node.process?.running) throw new Error(`node ${number} does not run`);
  return verbs[word](node);
}

async function status(cluster) {
  const lines = await Promise.all(
    cluster.nodes.map(async ({ number, process }) => {
      const how = process === null ? 'not started'
        : !process.running ? `ended with ${process.result}`
        : process.frozen ? 'frozen'
        : (await cluster.isReady(number)) ? 'ready' : 'not ready';
      return `node ${number}      ${cluster.url(number)}  ${how}${process?.running ? `  (process ${process.pid})` : ''}`;
    }),
  );
  const { database } = cluster;
  return [`PostgreSQL  ${database.url}  ${database.running ? `runs  (process ${database.pid})` : 'stopped'}`, ...lines].join('\n');
}

/** Has the cluster that runs do something; resolves with 0 when it was done. */
function tell(line, print = console.log) {
  return new Promise((resolve, reject) => {
    const socket = connect(SOCKET, () => socket.write(`${line}\n`));
    let answer = '';
    socket.setEncoding('utf8');
    socket.on('data', (chunk) => (answer += chunk));
    socket.once('end', () => {
      const done = answer.startsWith('0 ');
      if (done) print(answer.slice(2));
      else console.error(`cluster: ${answer.slice(2)}`);
      resolve(done ? 0 : 1);
    });
    socket.once('error', () => reject(new Error('no cluster runs: ./cluster up')));
  });
}
