// A cluster of three nodes, each on a machine (a network namespace) of its own, and the database on a fourth: cuts between them, and
// what must hold during and after each.

import assert from 'node:assert/strict';
import { Ledgers } from './ledgers.mjs';
import { nodesOnMachines } from './machines.mjs';
import { until } from './until.mjs';

/** When the settings say 6.5 s: a busy machine needs more. */
const END_MS = 30_000;
const DOWNED = 9;

/** The machine of the database. */
export const DATABASE = 4;

export class Partitions {
  #machines;
  #ledgers;

  /** Starts the nodes with these numbers, of three. */
  static async open(numbers = [1, 2, 3]) {
    const partitions = new Partitions();
    try {
      await partitions.#start(numbers);
    } catch (fault) {
      await partitions.close();
      throw fault;
    }
    return partitions;
  }

  async #start(numbers) {
    const { machines, nodes } = await nodesOnMachines(3, ['--set', 'parley.media.workers=1', '--set', 'parley.log.level=information']);
    this.#machines = machines;
    this.nodes = nodes;
    await Promise.all(numbers.map((number) => this.nodes.start(number)));
    this.#ledgers = new Ledgers(this.nodes);
  }

  async close() {
    await this.#ledgers?.stop();
    await this.nodes?.close();
    this.#machines?.close();
  }

  /**
   * Cuts, and checks who goes on and who ends; then heals, starts those again that ended, and checks that nothing is lost.
   * @param {[number, number][]} pairs between whom nothing goes any more
   * @param {number[][]} sides who may go on together: exactly one of these does; with none given all end
   */
  async split(t, pairs, sides) {
    const { nodes } = this;
    const ledgers = this.#ledgers;
    ledgers.start();
    await ledgers.untilAllGrow();
    const running = nodes.nodes.filter(({ process }) => process?.running).map(({ number }) => number);
    const since = performance.now();
    const ended = new Map();
    for (const [a, b] of pairs) this.#machines.cut(a, b);
    for (const number of running) {
      void nodes.node(number).process.ended.then((code) => ended.set(number, { code, ms: Math.round(performance.now() - since) }));
    }
    const goingOn = () => running.filter((number) => !ended.has(number));
    const fits = (side) => side.length === goingOn().length && side.every((number) => goingOn().includes(number));
    await until(`one side of ${JSON.stringify(sides)} to be all that runs`, () => (sides.length === 0 ? goingOn().length === 0 : sides.some(fits)), { withinMs: END_MS });
    const left = goingOn();
    const lost = Promise.race(left.map(async (number) => {
      const code = await nodes.node(number).process.ended;
      throw new Error(`node ${number} went on, and then ended with ${code}:\n${nodes.output(number).slice(-2_000)}`);
    }));
    // Rooms of nodes that ended come up on those that go on, and are written to again.
    await Promise.race([ledgers.untilAllGrow(left), lost]);
    assert.deepEqual(goingOn(), left, 'who went on still does');
    t.diagnostic(`${left.length ? `${left} go on after ${Math.round(performance.now() - since)} ms` : 'nobody goes on'}; ${[...ended].map(([number, { code, ms }]) => `${number} ended with ${code} after ${ms} ms`)}`);
    for (const [number, { code }] of ended) {
      assert.equal(code, DOWNED, nodes.output(number).slice(-2_000));
      assert.match(nodes.output(number), /^parley: .*wants to be started again\.$/m);
    }
    await ledgers.stop();
    this.#machines.heal();
    await Promise.all([...ended.keys()].map((number) => nodes.start(number)));
    await until('all to be ready', async () => (await Promise.all(running.map((number) => nodes.isReady(number)))).every(Boolean));
    for (const number of running) await ledgers.check(number);
  }
}
