// What a page sees and hears, by its connections' statistics; works with every driver whose page has `evaluate`.

import { until, untilGrows, untilStill } from './until.mjs';

/** The fake microphones beep twice a second; one beep is far above this, an encoder's comfort noise far below. */
const AUDIBLE = 1e-3;

export class Senses {
  constructor(page, name) {
    this.page = page;
    this.name = name;
  }

  frames() {
    return this.page.evaluate(() => window.parleyTest.frames());
  }

  framesBySlot() {
    return this.page.evaluate(() => window.parleyTest.framesBySlot());
  }

  energy() {
    return this.page.evaluate(() => window.parleyTest.energy());
  }

  framesInTile(name, kind = 'camera') {
    return this.page.evaluate((tile) => window.parleyTest.framesInTile(tile), { name, kind });
  }

  /** Resolves once the tile of `name` shows a picture whose decoded frames grow. */
  async sees(name, kind = 'camera') {
    const what = `frames of ${name}'s ${kind} at ${this.name}`;
    await until(`a picture of ${name}'s ${kind} at ${this.name}`, async () => (await this.framesInTile(name, kind)) > 0);
    await untilGrows(what, () => this.framesInTile(name, kind), { by: 5 });
  }

  /** Resolves once sound with energy comes in. */
  hears() {
    return untilGrows(`sound energy at ${this.name}`, () => this.energy(), { by: AUDIBLE });
  }

  /** Resolves once no frame at all has come in for two seconds. */
  seesNobody() {
    return untilStill(`decoded frames at ${this.name}`, () => this.frames());
  }

  /** Resolves once no audible sound has come in for two seconds. */
  hearsNobody() {
    return untilStill(`sound energy at ${this.name}`, () => this.energy(), { tolerance: AUDIBLE / 10 });
  }

  /** Resolves once at least `count` different incoming pictures have grown since the call. */
  async seesPictures(count) {
    const before = await this.framesBySlot();
    await until(`${count} pictures with growing frames at ${this.name}`, async () => {
      const now = await this.framesBySlot();
      return Object.entries(now).filter(([slot, frames]) => frames > (before[slot] ?? 0) + 5).length >= count;
    });
  }
}
