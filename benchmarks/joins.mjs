// From the click on "Join now" to the first decoded frame of somebody else, over loopback.

import { launchChromium } from '../tests/Harness/chromium.mjs';
import { Parley } from '../tests/Harness/parley.mjs';
import { Person } from '../tests/Harness/person.mjs';
import { spread } from './figures.mjs';

const JOINS = 20;

const parley = await Parley.open();
const browser = await launchChromium();
const ann = await Person.come(browser, 'Ann');
await ann.joinByLink(parley.url, 'joins');
const firstFrameMs = [];
for (let join = 0; join < JOINS; join++) {
  const ben = await Person.come(browser, 'Ben');
  await ben.joinByLink(parley.url, 'joins');
  firstFrameMs.push(await ben.firstFrameMs());
  await ben.button('Leave').click();
  await ann.missesTile('Ben');
  await ben.close();
}
await browser.close();
await parley.close();
console.log(`joins: first decoded remote frame ${spread(firstFrameMs)} after the click`);
