// Keeps writing to rooms through all nodes at once, and remembers what was acknowledged: nothing of it may be lost.

import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { admin } from './admin.mjs';
import { until } from './until.mjs';

/** Rooms enough that every node has some. */
const ROOMS = 6;

export class Ledgers {
  #nodes;
  #everyMs;
  #rooms = Array.from({ length: ROOMS }, (_, index) => ({ name: `ledger-${index}`, said: 0, acknowledged: 0, by: new Map() }));
  #writing = null;
  #stopped = false;

  /** `nodes`: a cluster, whose nodes may come and go; `everyMs`: how long a room rests between two writes. */
  constructor(nodes, everyMs = 100) {
    this.#nodes = nodes;
    this.#everyMs = everyMs;
  }

  /** Writes on, each room from one node after another. */
  start() {
    this.#stopped = false;
    this.#writing = Promise.all(this.#rooms.map((room) => this.#write(room)));
  }

  async stop() {
    this.#stopped = true;
    await this.#writing;
  }

  /** How many writes were acknowledged. */
  get acknowledged() {
    return this.#rooms.reduce((sum, { by }) => sum + [...by.values()].reduce((one, other) => one + other, 0), 0);
  }

  /** Resolves when every room was written to once more, through one of these nodes. */
  async untilAllGrow(through = this.#nodes.nodes.map(({ number }) => number)) {
    if (through.length === 0) return;
    const written = (room) => through.reduce((sum, number) => sum + (room.by.get(number) ?? 0), 0);
    const before = this.#rooms.map(written);
    await until(`rooms to be written to through ${through}`, () => this.#rooms.every((room, index) => written(room) > before[index]), { withinMs: 45_000 });
  }

  /** Reads all back at a node. */
  async check(number) {
    for (const { name, said, acknowledged } of this.#rooms) {
      // What it answers otherwise is what `until` says when it waited in vain.
      const refusals = [];
      const { status, body } = await until(`${name} to be read at node ${number}`, async () => {
        const answer = await admin(this.#nodes.data(number), 'GET', `/rooms/${name}`);
        // One that nobody could write to is not there.
        if (answer.status === 200 || (answer.status === 404 && acknowledged === 0)) return answer;
        return void refusals.push(`${answer.status} ${answer.body?.code}`);
      }).catch((fault) => {
        throw new Error(`${fault.message}; ${acknowledged} was acknowledged, and it answered ${[...new Set(refusals)]}`);
      });
      if (status === 404) continue;
      // What was said last may have been kept although nobody could say so any more.
      const kept = Number(body.title);
      assert.ok(kept >= acknowledged && kept <= said, `${name} has ${body.title}, but ${acknowledged} was acknowledged, and ${said} said last`);
    }
  }

  async #write(room) {
    while (!this.#stopped) {
      const running = this.#nodes.nodes.filter(({ process }) => process?.running);
      const node = running[room.said++ % Math.max(1, running.length)];
      // One after another: what is said later must not be overtaken by what was said before.
      if (node) await this.#say(room, node.number, room.said);
      await pause(this.#everyMs);
    }
  }

  async #say(room, number, said) {
    try {
      const { status } = await admin(this.#nodes.data(number), 'PATCH', `/rooms/${room.name}`, { title: String(said) });
      if (status !== 200) return;
      room.by.set(number, (room.by.get(number) ?? 0) + 1);
      room.acknowledged = said;
    } catch {
      // The node went away before it answered, and nothing was acknowledged.
    }
  }
}
