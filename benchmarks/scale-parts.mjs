// What the measurements of scale share: many requests at a time, memory and processor time of a node with its media process.

import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { childrenOf } from '../tests/Harness/children.mjs';
import { PROGRAM } from '../tests/Harness/parley.mjs';
import { freeTcpPort, freeUdpPort } from '../tests/Harness/ports.mjs';
import { cpuTimeMs, onEnd, residentBytes } from '../tests/Harness/processes.mjs';
import { LocalCluster } from '../tools/cluster/cluster.mjs';
import { percentile } from './figures.mjs';

/** A line under a measurement's name, with what the machine had to do meanwhile. */
export function say(name, sentence) {
  console.log(`${name}: ${sentence} [load ${loadavg()[0].toFixed(1)}]`);
}

/** A whole number from the environment, or what it is without. */
export const numberOf = (name, usual) => Number(process.env[name] ?? usual);

/** "p50 4 ms, p99 60 ms, longest 80 ms" */
export function times(values) {
  return [['p50', 0.5], ['p99', 0.99], ['longest', 1]].map(([word, share]) => `${word} ${Math.round(percentile(values, share))} ms`).join(', ');
}

/** Calls `one` with 0 to count − 1, so many at a time; resolves with how long each took, in ms. */
export async function many(count, atOnce, one) {
  const took = [];
  let next = 0;
  await Promise.all(
    Array.from({ length: Math.min(atOnce, count) }, async () => {
      while (next < count) {
        const number = next++;
        const startedAt = performance.now();
        await one(number);
        took.push(performance.now() - startedAt);
      }
    }),
  );
  return took;
}

/** Sends a request through an agent that keeps connections; resolves with the body, and rejects when the answer is no success or none in time. */
export function send(agent, place, method, path, body, withinMs = 60_000) {
  return new Promise((resolve, reject) => {
    const asked = request({ agent, ...place, method, path, timeout: withinMs }, (answer) => {
      const chunks = [];
      answer.on('data', (chunk) => chunks.push(chunk));
      answer.on('error', reject);
      answer.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        if (answer.statusCode < 300) resolve(text === '' ? null : JSON.parse(text));
        else reject(new Error(`${method} ${path} was answered with ${answer.statusCode}: ${text}`));
      });
    });
    asked.on('timeout', () => asked.destroy(new Error(`no answer to ${method} ${path} within ${withinMs} ms`)));
    asked.on('error', reject);
    asked.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

/** The same to the admin socket in a node's data directory. */
export const administer = (agent, data, method, path, body, withinMs) =>
  send(agent, { socketPath: join(data, 'parley.sock') }, method, `/api/admin/v1${path}`, body, withinMs);

/** A process and those it started. */
function family(pid) {
  return [pid, ...childrenOf(pid)];
}

/** Resident bytes of a node and its media process. */
export const memoryOf = (pid) => family(pid).reduce((sum, one) => sum + residentBytes(one), 0);

/** Processor time of both, in ms. */
export const processorOf = (pid) => family(pid).reduce((sum, one) => sum + cpuTimeMs(one), 0);

/** A cluster of so many nodes on PostgreSQL in a directory of its own; `use` is given it, started or not, and it ends with that. */
export async function withCluster(count, settings, use, { start = true } = {}) {
  const directory = mkdtempSync(join(tmpdir(), 'parley-scale-'));
  // PostgreSQL runs as a user of its own.
  chmodSync(directory, 0o711);
  const forget = onEnd(() => rmSync(directory, { recursive: true, force: true }));
  const ports = [];
  for (let node = 0; node < count; node++) ports.push({ http: await freeTcpPort(), media: await freeUdpPort(), cluster: await freeTcpPort() });
  const cluster = new LocalCluster(directory, PROGRAM, ports, await freeTcpPort(), settings.flatMap((setting) => ['--set', setting]));
  try {
    if (start) await cluster.up();
    return await use(cluster);
  } finally {
    await cluster.down();
    forget();
    rmSync(directory, { recursive: true, force: true });
  }
}
