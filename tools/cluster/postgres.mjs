// A PostgreSQL server of one's own: in a directory, on loopback, on a port of its own, by a user that is not root.

import { execFileSync, spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { until } from '../../tests/Harness/until.mjs';
import { Process } from './process.mjs';

const USER = 'parley';
const PASSWORD = 'loopback-only';
const isRoot = process.getuid?.() === 0;

export class Postgres {
  #directory;
  #process = null;
  #within;

  /** `host`, `within`: where it listens, and what leads there, when that is not this machine's loopback. */
  constructor(directory, port, { host = '127.0.0.1', within = [] } = {}) {
    this.#directory = directory;
    this.port = port;
    this.host = host;
    this.#within = within;
  }

  /** Where it is, for `--database`. */
  get url() {
    return `postgres://${USER}:${PASSWORD}@${this.host}:${this.port}/postgres`;
  }

  get running() {
    return this.#process?.running ?? false;
  }

  get pid() {
    return this.#process?.pid;
  }

  get log() {
    return join(this.#directory, 'postgres.log');
  }

  /** Makes its files when there are none, starts it, and resolves when it takes connections. */
  async start() {
    if (this.running) return;
    const data = join(this.#directory, 'postgres');
    if (!existsSync(join(data, 'PG_VERSION'))) this.#make(data);
    this.#process = new Process(
      [join(binaries(), 'postgres'), '-D', data, '-p', String(this.port), '-c', `listen_addresses=${this.host}`, '-c', 'unix_socket_directories='],
      this.log,
      { user: isRoot ? 'postgres' : undefined, cwd: data, within: this.#within },
    );
    await until('PostgreSQL to take connections', async () => !this.running || (await this.#answers()));
    if (!this.running) throw new Error(`PostgreSQL ended with ${this.#process.result}: see ${this.log}`);
  }

  /** Ends it as an operator would, without waiting for its clients to go. */
  async stop() {
    await this.#process?.stop('SIGINT');
  }

  /** Runs a statement and returns what psql prints of it. */
  query(sql, url = this.url) {
    return execFileSync(join(binaries(), 'psql'), ['-XAtq', '-v', 'ON_ERROR_STOP=1', url, '-c', sql], { encoding: 'utf8' }).trim();
  }

  #make(data) {
    rmSync(data, { recursive: true, force: true });
    mkdirSync(data, { mode: 0o700 });
    const password = join(this.#directory, 'password');
    writeFileSync(password, PASSWORD, { mode: 0o644 });
    const command = [join(binaries(), 'initdb'), '-D', data, '-U', USER, '-A', 'scram-sha-256', `--pwfile=${password}`, '-E', 'UTF8', '--locale=C.UTF-8'];
    if (isRoot) {
      execFileSync('chown', ['postgres', data]);
      command.unshift('setpriv', '--reuid=postgres', '--regid=postgres', '--clear-groups', '--');
    }
    const made = spawnSync(command[0], command.slice(1), { encoding: 'utf8', cwd: data });
    if (made.status !== 0) throw new Error(`initdb did not succeed: ${made.stderr}`);
    appendFileSync(join(data, 'pg_hba.conf'), `host all all ${this.host}/24 scram-sha-256\n`);
  }

  // A server that has a port but no room for clients yet answers with a message that begins with an E.
  #answers() {
    return new Promise((resolve) => {
      const socket = connect(this.port, this.host, () => socket.write(Buffer.from([0, 0, 0, 8, 4, 210, 22, 47])));
      socket.setTimeout(2_000, () => socket.destroy());
      socket.once('data', (answer) => resolve(answer[0] !== 0x45) || socket.destroy());
      socket.once('error', () => {});
      socket.once('close', () => resolve(false));
    });
  }
}

function binaries() {
  const places = '/usr/lib/postgresql';
  const debian = existsSync(places) ? readdirSync(places).sort((a, b) => Number(b) - Number(a)) : [];
  const found = debian.map((version) => join(places, version, 'bin')).find((place) => existsSync(join(place, 'postgres')));
  if (found) return found;
  const { stdout, status } = spawnSync('pg_config', ['--bindir'], { encoding: 'utf8' });
  if (status === 0 && existsSync(join(stdout.trim(), 'postgres'))) return stdout.trim();
  throw new Error('PostgreSQL is not installed (Debian: apt-get install postgresql)');
}
