// The parent's end of a process with endpoints of another stack, whose native code may crash without harm to the tests.

import { fileURLToPath } from 'node:url';
import { start } from '../Harness/processes.mjs';

const HOST = fileURLToPath(new URL('./endpoint-host.mjs', import.meta.url));

export class EndpointProcess {
  #run = start(process.execPath, [HOST], { stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  #pending = new Map();
  #counts = new Map();
  #requests = 0;
  #endpoints = 0;
  #dead = false;

  constructor() {
    this.#run.child.on('message', (message) => this.#take(message));
    void this.#run.ended.then((code) => {
      this.#dead = true;
      for (const { reject } of this.#pending.values()) reject(new Error(this.#obituary(code)));
    });
  }

  /** A new endpoint: its number and its offer. */
  async open() {
    const number = ++this.#endpoints;
    return { number, ...(await this.#ask('open', number)) };
  }

  accept(number, sdp) {
    return this.#ask('accept', number, sdp);
  }

  close(number) {
    return this.#ask('close', number);
  }

  /** What came in at an endpoint so far. */
  counts(number) {
    if (this.#dead) throw new Error(this.#obituary());
    return this.#counts.get(number) ?? { frames: 0, loudSamples: 0, size: null };
  }

  async end() {
    this.#run.child.kill('SIGKILL');
    await this.#run.ended;
  }

  #ask(task, number, argument) {
    const request = ++this.#requests;
    return new Promise((resolve, reject) => {
      if (this.#dead) reject(new Error(this.#obituary()));
      this.#pending.set(request, { resolve, reject });
      this.#run.child.send({ request, task, number, argument });
    }).finally(() => this.#pending.delete(request));
  }

  #take({ request, result, fault, counts }) {
    if (counts !== undefined) this.#counts = new Map(counts);
    else if (fault !== undefined) this.#pending.get(request)?.reject(new Error(fault));
    else this.#pending.get(request)?.resolve(result);
  }

  #obituary(code = '') {
    return `the process of the other stack ended ${code}; it printed: ${this.#run.output().slice(0, 500)}`;
  }
}
