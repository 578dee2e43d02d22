// Takes the picture of a meeting of four that the documents show: docs/images/meeting.png.

import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { launchChromium } from '../tests/Harness/chromium.mjs';
import { Parley } from '../tests/Harness/parley.mjs';
import { Person } from '../tests/Harness/person.mjs';

const TARGET = fileURLToPath(new URL('../docs/images/meeting.png', import.meta.url));
const ROOM = 'brave-otter-sings';

const parley = await Parley.open();
const browser = await launchChromium();
const ann = await Person.come(browser, 'Ann', { viewport: { width: 1440, height: 900 }, colorScheme: 'dark' });
await ann.joinByLink(parley.url, ROOM);
const others = [];
for (const name of ['Ben', 'Cyd', 'Dee']) {
  const person = await Person.come(browser, name);
  await person.joinByLink(parley.url, ROOM);
  others.push(person);
}
const [ben, cyd] = others;
await cyd.button('Stop camera').click();
await ben.say('Good morning');
await ann.say('Morning! Shall we begin?');
await ann.chat.getByText('Good morning').waitFor();
await Promise.all([ann.sees('Ben'), ann.sees('Dee')]);
await ann.tile('Cyd').getByText('C', { exact: true }).waitFor();
mkdirSync(fileURLToPath(new URL('.', `file://${TARGET}`)), { recursive: true });
await ann.page.screenshot({ path: TARGET });
await browser.close();
await parley.close();
