// A cluster on this machine: a PostgreSQL server and some nodes, each with its own ports and data directory.

import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { until } from '../../tests/Harness/until.mjs';
import { Postgres } from './postgres.mjs';
import { Process } from './process.mjs';

/** What a node that would not start said last. */
const LAST_LINES = 20;
const START_MS = 90_000;
const LOOPBACK = '127.0.0.1';

export class LocalCluster {
  #directory;
  #program;
  #key;

  /**
   * @param {string} directory where everything is kept
   * @param {string} program the parley to run
   * @param {{http: number, media: number, cluster: number, host?: string, within?: string[]}[]} ports of each node; `host`, `within`:
   *   its address, and what leads there, when that is not this machine's loopback
   */
  constructor(directory, program, ports, databasePort, extra = [], databasePlace = {}) {
    mkdirSync(directory, { recursive: true, mode: 0o711 });
    this.#directory = directory;
    this.#program = program;
    this.#key = join(directory, 'secret.key');
    if (!existsSync(this.#key)) writeFileSync(this.#key, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600 });
    this.database = new Postgres(directory, databasePort, databasePlace);
    this.nodes = ports.map((each, index) => ({ number: index + 1, ports: each, process: null, extra }));
  }

  /** A node by its number, from 1. */
  node(number) {
    const node = this.nodes[number - 1];
    if (!node) throw new Error(`there is no node ${number}: there are ${this.nodes.length}`);
    return node;
  }

  url(number) {
    const { host = LOOPBACK, http } = this.node(number).ports;
    return `http://${host}:${http}`;
  }

  /** The node's data directory, where commands find it. */
  data(number) {
    return join(this.#directory, `node-${number}`);
  }

  log(number) {
    return join(this.#directory, `node-${number}.log`);
  }

  /** All that the node ever printed. */
  output(number) {
    return existsSync(this.log(number)) ? readFileSync(this.log(number), 'utf8') : '';
  }

  /** Starts the database and all nodes, one after another; resolves when all are ready. */
  async up() {
    await this.database.start();
    for (const { number } of this.nodes) await this.start(number);
  }

  /** The node's process, started; it may not be ready yet. `args`: beside its usual ones. A node may have a `program` of its own. */
  launch(number, args = []) {
    const node = this.node(number);
    if (node.process?.running) throw new Error(`node ${number} runs already`);
    const { media, cluster, host = LOOPBACK, within } = node.ports;
    node.process = new Process(
      [
        node.program ?? this.#program, 'serve', '--data', this.data(number), '--urls', this.url(number), '--media-port', String(media),
        '--cluster-host', host, '--cluster-port', String(cluster),
        ...this.nodes.flatMap(({ ports }) => ['--seed', `${ports.host ?? LOOPBACK}:${ports.cluster}`]),
        '--database', this.database.url, '--set', `parley.secret-key-file=${this.#key}`, ...node.extra, ...args,
      ],
      this.log(number),
      { within },
    );
    return node.process;
  }

  /** Starts a node, and resolves when it is ready. */
  async start(number, args = []) {
    const running = this.launch(number, args);
    await until(`node ${number} to be ready`, async () => !running.running || (await this.isReady(number)), { withinMs: START_MS });
    if (!running.running) {
      const words = this.output(number).trimEnd().split('\n').slice(-LAST_LINES).join('\n');
      throw new Error(`node ${number} ended with ${running.result} (see ${this.log(number)}):\n${words}`);
    }
  }

  async isReady(number) {
    try {
      const answer = await fetch(`${this.url(number)}/health/ready`, { signal: AbortSignal.timeout(5_000) });
      await answer.arrayBuffer();
      return answer.status === 200;
    } catch {
      return false;
    }
  }

  /** Ends everything, the database last. */
  async down() {
    await Promise.all(this.nodes.map(({ process }) => process?.stop()));
    await this.database.stop();
  }
}
