// What most tests need: one program, one Chromium, people who come to a fresh room and are gone afterwards.

import { after, afterEach, before } from 'node:test';
import { launchChromium } from './chromium.mjs';
import { Parley } from './parley.mjs';
import { Person } from './person.mjs';

/** What two cores encode for three people in three sizes without being late with everything else. */
const FPS = 10;

let rooms = 0;

/** Registers the hooks of a test file; the stage is filled when its tests run. */
export function setStage({ browser = {}, extra = [] } = {}) {
  const people = [];
  const stage = {
    /** A room nobody was in yet. */
    newRoom: (word) => `${word}-${process.pid}-${++rooms}`,

    /** Somebody with a fresh browser profile. */
    async person(name, options) {
      const person = await Person.come(stage.browser, name, options);
      people.push(person);
      return person;
    },

    /** Two who are in one room and see each other. */
    async pair(room) {
      const ann = await stage.person('Ann');
      const ben = await stage.person('Ben');
      await ann.joinByLink(stage.parley.url, room);
      await ben.joinByLink(stage.parley.url, room);
      await Promise.all([ann.sees('Ben'), ben.sees('Ann')]);
      return [ann, ben];
    },
  };
  before(async () => {
    stage.parley = await Parley.open(extra);
    stage.browser = await launchChromium({ fps: FPS, ...browser });
  });
  afterEach(async () => {
    await Promise.all(people.splice(0).map((person) => person.close()));
  });
  after(async () => {
    await stage.browser?.close();
    await stage.parley?.close();
  });
  return stage;
}
