// Moves meetings between nodes under two real browsers, with cameras and a shared screen, and says how long any picture stood still, how
// much sound was made up, and whether anybody disappeared for anybody.
//
//   node benchmarks/drain.mjs [MOVES] [--large] [--timeline]     30 moves; `./bench drain` builds first
//
// Here browsers, nodes and database share two cores, which they do nowhere else. So the cameras are of 160 x 90 at 20 pictures a second
// and the screen of 320 x 180 (--large: as in a meeting, 1280 x 720), the nodes are waited for until they have settled and give way to the
// browsers (but for their media), and people go over one after another. Each line also says how long one's own camera stood still on the
// screen: that passes no network, and where it is much, the machine had more to do than it can.
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
  await Promise.all(people.map(({ page }) => page.evaluate(() => [window.parleyTimeline, window.parleyMoves].forEach((one) => one?.begin()))));
  const { status, body: moved } = await admin(nodes.data(1), 'POST', '/rooms/drain/move', { node: `127.0.0.1:${to.ports.cluster}` });
  if (status !== 200) throw new Error(`the move was refused: ${JSON.stringify(moved)}`);
  await pause(1_000);
  const seen = await Promise.all(people.map(({ page }) => page.evaluate(() => window.parleyMoves.end())));
  const row = {
    moved: moved.moved,
    picture: Math.max(...seen.map(({ pictureMs }) => pictureMs)),
    own: Math.max(...seen.map(({ ownMs }) => ownMs)),
    usual: Math.max(...seen.map(({ usualMs }) => usualMs)),
    sound: Math.max(...seen.map(({ concealedMs }) => concealedMs)),
    gone: seen.reduce((sum, { gone, away }) => sum + gone + away, 0),
    peers: seen.every(({ made }) => made === 1),
  };
  console.log(
    `move ${number + 1}: ${row.moved} moved, longest time between frames ${ms(row.picture)} (before ${ms(row.usual)}, of the own camera ${ms(row.own)}), sound made up ${ms(row.sound)}, ${row.gone} tiles gone${row.peers ? '' : ', and a connection more than the second'}`,
  );
  if (timeline) for (const [at, { name, page }] of people.entries()) show(name, seen[at].gaps, await page.evaluate(() => window.parleyTimeline.events()));
  return row;
}

function show(name, gaps, events) {
  const stood = gaps.map(({ tile, atMs, ms: length }) => ({ atMs, text: `** ${tile} stood still for ${ms(length)}` }));
  for (const { atMs, text } of [...events, ...stood].sort((a, b) => a.atMs - b.atMs)) console.log(`  ${name} ${String(atMs).padStart(6)} ${text}`);
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
  const pictures = rows.map(({ picture }) => picture).sort((a, b) => a - b);
  goal('drain-picture-gap-p95-ms', pictures[Math.ceil(pictures.length * 0.95) - 1], 100);
  goal('drain-sound-concealed-worst-ms', Math.max(...rows.map(({ sound }) => sound)), 60);
  goal('drain-tiles-gone', rows.reduce((sum, { gone }) => sum + gone, 0), 0);
  goal('drain-people-not-moved', rows.filter(({ moved }) => moved !== 2).length, 0);
}
