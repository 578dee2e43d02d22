// A real Parley from the build's output, on ports of its own and a data directory of its own.

import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freeTcpPort, freeUdpPort } from './ports.mjs';
import { onEnd, start } from './processes.mjs';
import { until } from './until.mjs';

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const CONFIGURATION = process.env.PARLEY_CONFIGURATION ?? 'Release';
export const PROGRAM = join(ROOT, 'Cluster.Host/bin', CONFIGURATION, 'net10.0/parley');
/** The load generator of the same build. */
export const GENERATOR = join(ROOT, 'benchmarks/Load/bin', CONFIGURATION, 'net10.0/Bench.Load');

/** How often a start is tried again because somebody took the port between finding it free and using it. */
const STARTS_MAX = 4;

export class Parley {
  #run = null;
  #extra;
  #forget;

  constructor(dataDirectory, extra) {
    this.dataDirectory = dataDirectory;
    this.#extra = extra;
    this.#forget = onEnd(() => rmSync(dataDirectory, { recursive: true, force: true }));
  }

  /** Starts a program on an empty data directory. `extra`: further arguments. */
  static async open(extra = []) {
    if (!existsSync(PROGRAM)) throw new Error(`${PROGRAM} is not there; build first: dotnet build -c ${CONFIGURATION}`);
    const parley = new Parley(mkdtempSync(join(tmpdir(), 'parley-test-')), extra);
    await parley.start();
    return parley;
  }

  get url() {
    return `http://127.0.0.1:${this.port}`;
  }

  get pid() {
    return this.#run.pid;
  }

  /** What the program printed since its last start. */
  get output() {
    return this.#run.output();
  }

  get running() {
    return this.#run !== null && this.#run.child.exitCode === null && this.#run.child.signalCode === null;
  }

  /** Starts, or starts again on the same data and ports; resolves when the node says that it is ready. */
  async start() {
    for (let tries = 1; ; tries++) {
      this.port ??= await freeTcpPort();
      this.mediaPort ??= await freeUdpPort();
      this.#run = start(PROGRAM, [
        '--data', this.dataDirectory, '--urls', this.url, '--media-port', String(this.mediaPort), ...this.#extra,
      ]);
      const run = this.#run;
      const up = until(`Parley on ${this.url} to be ready`, async () => run.child.exitCode !== null || (await this.isReady()));
      await up.catch((fault) => {
        throw new Error(`${fault.message}\nit printed:\n${run.output()}`);
      });
      if (run.child.exitCode === null) return;
      await run.ended;
      if (tries === STARTS_MAX) throw new Error(`Parley ended with ${run.child.exitCode} at its start; it printed:\n${run.output()}`);
      this.port = this.mediaPort = undefined;
    }
  }

  async isReady() {
    const answer = await fetch(`${this.url}/health/ready`, { signal: AbortSignal.timeout(5_000) });
    await answer.arrayBuffer();
    return answer.status === 200;
  }

  /** Asks it to end and resolves with its exit code; after 20 s it is killed and that is an error. */
  async stop(signal = 'SIGTERM') {
    const run = this.#run;
    if (!this.running) return run.ended;
    run.child.kill(signal);
    const late = setTimeout(() => run.child.kill('SIGKILL'), 20_000);
    const code = await run.ended;
    clearTimeout(late);
    if (code === 'SIGKILL' && signal !== 'SIGKILL') throw new Error(`Parley did not end within 20 s of ${signal}; it printed:\n${run.output()}`);
    return code;
  }

  /** Ends it and removes its data. */
  async close() {
    try {
      await this.stop();
    } finally {
      rmSync(this.dataDirectory, { recursive: true, force: true });
      this.#forget();
    }
  }
}
