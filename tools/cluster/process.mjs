// One program that runs beside others: its output goes to a file, it can be asked to end, killed, frozen and thawed, and it
// does not outlive this process.

import { spawn, spawnSync } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';

const bound = spawnSync('setpriv', ['--version']).status === 0;

export class Process {
  #child;

  /**
   * Runs `[program, ...args]` with its output appended to a file. `user`: whose, for root; `within`: words before all others that
   * become the program, such as those which enter a network namespace.
   */
  constructor(command, logFile, { user, cwd, within = [] } = {}) {
    const log = openSync(logFile, 'a', 0o600);
    // The kernel ends it when this process ends, however that ends.
    const rights = user === undefined ? [] : [`--reuid=${user}`, `--regid=${user}`, '--clear-groups'];
    const [program, ...args] = [...within, ...(bound ? ['setpriv', ...rights, '--pdeathsig=KILL', '--'] : []), ...command];
    this.#child = spawn(program, args, { stdio: ['ignore', log, log], cwd });
    closeSync(log);
    this.frozen = false;
    /** How it ended: an exit code, a signal's name, or why it did not start; null while it runs. */
    this.result = null;
    this.ended = new Promise((resolve) => {
      const end = (result) => resolve((this.result ??= result));
      this.#child.once('error', (fault) => end(fault.message));
      this.#child.once('exit', (code, signal) => end(code ?? signal));
    });
  }

  get pid() {
    return this.#child.pid;
  }

  get running() {
    return this.result === null;
  }

  signal(name) {
    if (this.running) this.#child.kill(name);
  }

  freeze() {
    this.frozen = true;
    this.signal('SIGSTOP');
  }

  thaw() {
    this.frozen = false;
    this.signal('SIGCONT');
  }

  /** Kills it and resolves when it is gone. */
  kill() {
    this.signal('SIGKILL');
    return this.ended;
  }

  /** Asks it to end, and kills it when it has not after `patienceMs`; resolves with how it ended. */
  async stop(signal = 'SIGTERM', patienceMs = 30_000) {
    if (this.frozen) this.thaw();
    this.signal(signal);
    const late = setTimeout(() => this.signal('SIGKILL'), patienceMs);
    const result = await this.ended;
    clearTimeout(late);
    return result;
  }
}
