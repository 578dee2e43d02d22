// Takes the documents' pictures of the program from the program itself, into docs/images.
//
//   dotnet build Cluster.Host -c Release && npm ci --prefix tests && node tools/screenshots/make.mjs
//
// It starts a Parley of its own on an empty data directory and a Chromium (PARLEY_CHROMIUM, else /usr/bin/chromium) for
// each of four people, whose cameras play a drawn person and whose microphones play a voice or silence; they meet as
// anybody would. What it leaves behind are the pictures alone.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { launchChromium } from '../../tests/Harness/chromium.mjs';
import { Parley } from '../../tests/Harness/parley.mjs';
import { Person } from '../../tests/Harness/person.mjs';
import { onEnd } from '../../tests/Harness/processes.mjs';
import { until } from '../../tests/Harness/until.mjs';
import { cast } from './cast.mjs';
import { film } from './film.mjs';
import { shrink } from './png.mjs';
import { silence, voice } from './sound.mjs';

const INTO = resolve(dirname(fileURLToPath(import.meta.url)), '../../docs/images');
const BYTES_MAX = 400_000;
const DESK = { viewport: { width: 1440, height: 900 }, colorScheme: 'dark' };
const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true, colorScheme: 'dark' };

const scratch = mkdtempSync(join(tmpdir(), 'parley-pictures-'));
const forget = onEnd(() => rmSync(scratch, { recursive: true, force: true }));
const browsers = [];
const parley = await Parley.open();
try {
  mkdirSync(INTO, { recursive: true });
  const people = await meet();
  const [ann] = people;
  await takeMeeting(people);
  await takePhone(people);
  await takeStart(ann);
} finally {
  for (const browser of browsers) await browser.close();
  await parley.close();
  rmSync(scratch, { recursive: true, force: true });
  forget();
}

/** Four browsers in one room; the second person speaks. */
async function meet() {
  const sounds = { voice: join(scratch, 'voice.wav'), silence: join(scratch, 'silence.wav') };
  writeFileSync(sounds.voice, voice());
  writeFileSync(sounds.silence, silence());
  const studio = await launchChromium();
  const page = await studio.newPage();
  const people = [];
  for (const [index, one] of cast.entries()) {
    const picture = join(scratch, `${index}.y4m`);
    writeFileSync(picture, await film(page, one));
    const sound = index === 1 ? sounds.voice : sounds.silence;
    const browser = await launchChromium({
      args: [`--use-file-for-fake-video-capture=${picture}`, `--use-file-for-fake-audio-capture=${sound}`],
    });
    browsers.push(browser);
    people.push(await Person.come(browser, one.name, index === 0 ? DESK : { viewport: { width: 480, height: 360 } }));
  }
  await studio.close();
  for (const person of people) await person.joinByLink(parley.url, 'weekly-planning');
  const [ann] = people;
  await ann.openMore('Room settings');
  await ann.field('Title').fill('Weekly planning');
  await ann.button('Save').click();
  await ann.page.getByRole('dialog').waitFor({ state: 'detached' });
  return people;
}

async function takeMeeting([ann, ben, cyd, dan]) {
  await ben.say('Morning everyone');
  await ben.say('The agenda is at https://example.org/agenda');
  await cyd.say('Thanks. I would start with the second point.');
  await dan.say('Fine with me');
  await ann.openChat();
  await ann.say('Then let us begin');
  await ready(ann, [ben, cyd, dan]);
  await take(ann, 'meeting');
}

/** The same meeting on the phone of one of them. */
async function takePhone(people) {
  const dan = people[3];
  await dan.close();
  const phone = await Person.come(browsers[3], dan.name, PHONE);
  await phone.joinByLink(parley.url, 'weekly-planning');
  await ready(phone, people.slice(0, 3));
  await take(phone, 'phone');
}

async function takeStart(ann) {
  await ann.button('Leave').click();
  await ann.page.evaluate(() => {
    const now = Date.now();
    const rooms = [['weekly-planning', 4], ['quiet-otter-sings-40218', 26 * 60], ['design-review', 3 * 24 * 60]];
    localStorage.setItem('parley.recentRooms', JSON.stringify(rooms.map(([name, ago]) => ({ name, atMs: now - ago * 60_000 }))));
  });
  await ann.page.emulateMedia({ colorScheme: 'light' });
  await ann.page.goto(parley.url);
  await ann.field('Room name').waitFor();
  await take(ann, 'start');
}

/** Until everybody is seen sharply, the speaker is marked, and what just happened is no news any more. */
async function ready(viewer, others) {
  for (const other of others) await viewer.sees(other.name);
  const page = viewer.page;
  await page.mouse.move(4, 4);
  await until('sharp pictures', () => page.evaluate(() =>
    [...document.querySelectorAll('.tile video')].every(({ videoHeight, clientHeight }) => videoHeight >= Math.min(540, clientHeight * 0.8))));
  await until('the notices to go', async () => (await page.locator('.notice').count()) === 0);
  await until(`only ${cast[1].name} to be marked`, async () => {
    const speaking = await page.locator('[data-speaking="true"]').evaluateAll((tiles) => tiles.map((tile) => tile.dataset.name));
    return speaking.length === 1 && speaking[0] === cast[1].name;
  });
}

async function take(person, name) {
  // The focus of the last click is nobody's concern.
  await person.page.evaluate(() => document.activeElement?.blur());
  const picture = shrink(await person.page.screenshot({ animations: 'allow' }));
  if (picture.length > BYTES_MAX) throw new Error(`${name}.png has ${picture.length} bytes; ${BYTES_MAX} is the most`);
  writeFileSync(join(INTO, `${name}.png`), picture);
  console.log(`${name}.png: ${Math.round(picture.length / 1000)} kB`);
}
