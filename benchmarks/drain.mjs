// Moves meetings between nodes under two real browsers, with cameras and a shared screen, and says how long any picture stood still, how
// much sound was made up, and whether anybody disappeared for anybody.
//
//   node benchmarks/drain.mjs [MOVES] [--large] [--timeline]     30 moves; `./bench drain` builds first
//
// Here browsers, nodes and database share two cores, which they do nowhere else. So the cameras are of 160 x 90 at 20 pictures a second
// and the screen of 320 x 180 (--large: as in a meeting, 1280 x 720), the nodes are waited for until they have settled and give way to the
// browsers (but for their media), and people go over one after another. Each line also says how long one's own camera stood still on the
// screen, which passes no network, and what was seen and heard in as long a time just before, without a move: what the machine does of
// itself.
//
// With --timeline each browser says after each move what happened when: what was said, and once a second what each connection
// sent and brought. `h4!` is four frames of that layer, one of them a keyframe; `7:4?` four frames in that line, and one asked for.

import { setTimeout as pause } from 'node:timers/promises';
import { Balancer } from '../tests/Harness/balancer.mjs';
import { launchChromium } from '../tests/Harness/chromium.mjs';
import { admin } from '../tests/Harness/admin.mjs';
import { nodeOfMedia } from '../tests/Harness/mediaNode.mjs';
import { installMoveTimeline } from '../tests/Harness/move-timeline.mjs';
import { installMoveWitness } from '../tests/Harness/move-witness.mjs';
import { cluster } from '../tests/Harness/nodes.mjs';
import { Person } from '../tests/Harness/person.mjs';
import { giveWay } from '../tests/Harness/processes.mjs';
import { settled } from '../tests/Harness/settled.mjs';
import { smallCamera } from '../tests/Harness/smallCamera.mjs';
import { until } from '../tests/Harness/until.mjs';
import { goal } from './figures.mjs';

const [large, timeline] = ['--large', '--timeline'].map((word) => process.argv.includes(word));
const moves = Number(process.argv.slice(2).find((word) => /^\d+$/.test(word)) ?? 30);
const FPS = 20;
/** About as long as a move with the second after it. */
const REST_MS = 5_000;
const nodes = await cluster(3, ['--set', 'parley.drain.moves-at-once=1']);
const rows = [];
let balancer;
let browser;
try {
  await nodes.up();
  await settled(nodes);
  giveWay(nodes.nodes.map(({ process: { pid } }) => pid));
  balancer = await Balancer.open(nodes.nodes.map(({ ports }) => ports.http));
  browser = await launchChromium(large ? {} : { args: smallCamera(nodes.directory, FPS) });
  const people = [];
  for (const name of ['Ann', 'Ben']) {
    const person = await Person.come(browser, name, large ? {} : { viewport: { width: 640, height: 360 } });
    await person.context.addInitScript(installMoveWitness, name);
    if (!large) await person.context.addInitScript(installSmallScreen, { fps: FPS });
    if (timeline) await person.context.addInitScript(installMoveTimeline);
    await person.joinByLink(balancer.url, 'drain');
    people.push(person);
  }
  const [ann, ben] = people;
  await Promise.all([ann.sees('Ben'), ben.sees('Ann'), ann.hears(), ben.hears()]);
  await ann.button('Share screen').click();
  await ben.sees('Ann', 'screen');
  await pause(3_000);
  for (let move = 0; move < moves; move++) rows.push(await once(people, move));
} finally {
  await browser?.close();
  await balancer?.close();
  await nodes.close();
}
report();

/** The meeting goes to the next node. */
async function once(people, number) {
  for (const { page } of people) await until('one connection', async () => (await page.evaluate(() => window.parleyTest.peers())) === 1);
  const from = await nodeOfMedia(nodes, people[0]);
  const to = nodes.nodes[from % nodes.nodes.length];
  await begin(people);
  await pause(REST_MS);
  const before = await end(people);
  await begin(people);
  const { status, body: moved } = await admin(nodes.data(1), 'POST', '/rooms/drain/move', { node: `127.0.0.1:${to.ports.cluster}` });
  if (status !== 200) throw new Error(`the move was refused: ${JSON.stringify(moved)}`);
  await pause(1_000);
  const seen = await end(people);
  const most = (all, what) => Math.max(...all.map((one) => one[what]));
  const row = {
    moved: moved.moved,
    picture: most(seen, 'pictureMs'),
    own: most(seen, 'ownMs'),
    sound: most(seen, 'concealedMs'),
    restPicture: most(before, 'pictureMs'),
    restSound: most(before, 'concealedMs'),
    gone: seen.reduce((sum, { gone, away }) => sum + gone + away, 0),
    peers: seen.every(({ made }) => made === 1),
  };
  console.log(
    `move ${number + 1}: ${row.moved} moved, longest time between frames ${ms(row.picture)} (without a move ${ms(row.restPicture)}, of the own camera ${ms(row.own)}), sound made up ${ms(row.sound)} (${ms(row.restSound)}), ${row.gone} tiles gone${row.peers ? '' : ', and a connection more than the second'}`,
  );
  if (timeline) for (const [at, { name, page }] of people.entries()) show(name, seen[at], await page.evaluate(() => window.parleyTimeline.events()));
  return row;
}

function begin(people) {
  return Promise.all(people.map(({ page }) => page.evaluate(() => [window.parleyTimeline, window.parleyMoves].forEach((one) => one?.begin()))));
}

function end(people) {
  return Promise.all(people.map(({ page }) => page.evaluate(() => window.parleyMoves.end())));
}

function show(name, { gaps, madeUp }, events) {
  const stood = gaps.map(({ tile, atMs, ms: length }) => ({ atMs, text: `** ${tile} stood still for ${ms(length)}` }));
  const heard = madeUp.map(({ atMs, ms: length }) => ({ atMs, text: `** sound made up for ${ms(length)}` }));
  for (const { atMs, text } of [...events, ...stood, ...heard].sort((a, b) => a.atMs - b.atMs)) console.log(`  ${name} ${String(atMs).padStart(6)} ${text}`);
}

/** Runs inside the page before its own code. */
function installSmallScreen({ fps }) {
  const { getDisplayMedia } = MediaDevices.prototype;
  MediaDevices.prototype.getDisplayMedia = function ({ video, ...rest }) {
    return getDisplayMedia.call(this, { ...rest, video: { ...video, width: { max: 320 }, height: { max: 180 }, frameRate: { max: fps } } });
  };
}

function ms(value) {
  return `${Math.round(value)} ms`;
}

function report() {
  const all = (what) => rows.map((row) => row[what]).sort((a, b) => a - b);
  const share = (what, of) => all(what)[Math.ceil(rows.length * of) - 1];
  for (const [name, what, rest] of [['picture-gap', 'picture', 'restPicture'], ['sound-concealed', 'sound', 'restSound']])
    console.log(`drain-${name}-ms: median ${ms(share(what, 0.5))}, p95 ${ms(share(what, 0.95))}; without a move median ${ms(share(rest, 0.5))}, p95 ${ms(share(rest, 0.95))}`);
  console.log(`drain-own-camera-gap-ms: median ${ms(share('own', 0.5))}, p95 ${ms(share('own', 0.95))}`);
  goal('drain-picture-gap-p95-ms', share('picture', 0.95), 100);
  goal('drain-sound-concealed-worst-ms', share('sound', 1), 60);
  goal('drain-tiles-gone', rows.reduce((sum, { gone }) => sum + gone, 0), 0);
  goal('drain-people-not-moved', rows.filter(({ moved }) => moved !== 2).length, 0);
}
