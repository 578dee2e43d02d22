// A meeting of two browsers on three real nodes, who look on while it is moved about.

import { launchChromium } from './chromium.mjs';
import { Balancer } from './balancer.mjs';
import { installMoveWitness } from './move-witness.mjs';
import { cluster } from './nodes.mjs';
import { Person } from './person.mjs';
import { untilGrows } from './until.mjs';

/** Frames that each sees after what was done: past the moment in which a former connection goes. */
const AFTERWARDS = 60;

export class Noon {
  static ROOM = 'noon';

  balancer = null;
  browser = null;
  people = [];

  constructor(nodes) {
    this.nodes = nodes;
  }

  /** `extra`: settings of every node beside those that leave a busy machine time to move people; `options`: of the two browsers. */
  static async begin({ extra = [], fps, ...options } = {}) {
    const nodes = await cluster(3, ['--set', 'parley.drain.move-timeout=60s', ...extra]);
    const noon = new Noon(nodes);
    try {
      await nodes.up();
      noon.balancer = await Balancer.open(nodes.nodes.map(({ ports }) => ports.http));
      noon.browser = await launchChromium({ fps });
      for (const name of ['Ann', 'Ben']) {
        const person = await Person.come(noon.browser, name, options);
        await person.context.addInitScript(installMoveWitness, name);
        await person.joinAtOnce(noon.balancer.url, Noon.ROOM);
        noon.people.push(person);
      }
      const [ann, ben] = noon.people;
      await Promise.all([ann.sees('Ben'), ben.sees('Ann')]);
      return noon;
    } catch (fault) {
      await noon.close();
      throw fault;
    }
  }

  /** A node as commands and `/ops` call it. */
  nameOf(number) {
    return `127.0.0.1:${this.nodes.node(number).ports.cluster}`;
  }

  /** Does something while both look on, and says what they saw. */
  async witnessed(what) {
    await Promise.all(this.people.map(({ page }) => page.evaluate(() => window.parleyMoves.begin())));
    await what();
    await Promise.all(this.people.map(({ name, page }) => untilGrows(`frames at ${name}`, () => page.evaluate(() => window.parleyTest.frames()), { by: AFTERWARDS })));
    return Promise.all(this.people.map(({ page }) => page.evaluate(() => window.parleyMoves.end())));
  }

  async close() {
    await this.browser?.close();
    await this.balancer?.close();
    await this.nodes.close();
  }
}
