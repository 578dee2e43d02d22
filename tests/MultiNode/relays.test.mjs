// A meeting on three real nodes, each with a bridge and on a machine of its own: for those in it, it is one meeting.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launchChromium } from '../Harness/chromium.mjs';
import { nodesOnMachines } from '../Harness/machines.mjs';
import { joins } from '../Harness/meetings.mjs';
import { Person } from '../Harness/person.mjs';
import { until } from '../Harness/until.mjs';
import { EndpointProcess } from '../Interop/endpoint-process.mjs';

const ROOM = 'everybody';
const PER_BRIDGE = 2;
const FPS = 10;

// What says nothing for 2 s is silent; a keyframe and the next word about what is wanted take less than this, on a busy machine too.
const HEALED_MS = 10_000;

let machines;
let nodes;
let endpoints;
let browser;
const people = {};

before(async () => {
  ({ machines, nodes } = await nodesOnMachines(3, [
    '--set', 'parley.media.workers=1', '--set', 'parley.log.level=information', '--set', `parley.rooms.endpoints-per-bridge=${PER_BRIDGE}`,
  ]));
  await Promise.all([1, 2, 3].map((number) => nodes.start(number)));
  endpoints = new EndpointProcess();
  const origins = [1, 3].map((number) => nodes.url(number)).join(',');
  browser = await launchChromium({ fps: FPS, windows: true, args: [`--unsafely-treat-insecure-origin-as-secure=${origins}`] });
});
after(async () => {
  await browser?.close();
  await endpoints?.end();
  await nodes?.close();
  machines?.close();
});

const stack = async (number, name) => {
  people[name] = await joins(nodes, endpoints, number, ROOM, name);
};
const page = async (number, name) => {
  people[name] = await Person.come(browser, name);
  await people[name].joinAtOnce(nodes.url(number), ROOM);
};

/** The node of the bridge that somebody is on, by the port that it answered with. */
function nodeOf({ joined }) {
  const port = Number(/^a=candidate:\S+ 1 udp \d+ \S+ (\d+) /im.exec(joined.sdp)[1]);
  return nodes.nodes.find(({ ports }) => port === ports.media).number;
}

test('six on three bridges all see and hear each other', async (t) => {
  // Two by two: Ann and Bo on the first bridge, Cem and Di on the second, Eve and Flo on the third.
  await page(1, 'Ann');
  await stack(2, 'Bo');
  await stack(2, 'Cem');
  await page(3, 'Di');
  await stack(3, 'Eve');
  await stack(1, 'Flo');
  const bridges = ['Bo', 'Cem', 'Eve', 'Flo'].map((name) => nodeOf(people[name]));
  assert.equal(new Set(bridges.slice(0, 3)).size, 3, `three nodes carry it: ${bridges}`);
  assert.equal(bridges[2], bridges[3], 'the last two are on one');
  t.diagnostic(`bridges of Ann and Bo, Cem and Di, Eve and Flo on the nodes ${bridges.slice(0, 3)}`);

  for (const name of ['Bo', 'Cem', 'Eve', 'Flo']) {
    for (const other of ['Ann', 'Bo', 'Cem', 'Di', 'Eve', 'Flo'].filter((one) => one !== name)) {
      people[name].view([await people[name].cameraOf(other)]);
      await people[name].sees();
    }
    await people[name].hears();
  }
  for (const other of ['Cem', 'Di', 'Eve', 'Flo']) await people.Ann.sees(other);
  for (const other of ['Ann', 'Bo', 'Eve', 'Flo']) await people.Di.sees(other);
  await Promise.all([people.Ann.hears(), people.Di.hears()]);
});

test('media between two nodes is cut and comes back: pictures stand still meanwhile, and go on by themselves', async (t) => {
  const [first, second] = [nodeOf(people.Bo), nodeOf(people.Cem)];
  const seen = await people.Bo.cameraOf('Cem');
  people.Bo.view([seen]);
  await people.Bo.sees();
  machines.cut(first, second, 'meta l4proto udp');
  await until('both nodes to say that they hear nothing', () =>
    [first, second].every((number) => nodes.output(number).includes('hears nothing from bridge')));
  const frozen = people.Bo.counts.frames;
  people.Eve.view([await people.Eve.cameraOf('Cem')]);
  await people.Eve.sees();
  assert.ok(people.Bo.counts.frames - frozen < 10, 'no picture came past the cut');

  const since = performance.now();
  machines.heal();
  await people.Bo.sees();
  const healedMs = Math.round(performance.now() - since);
  t.diagnostic(`ten pictures later ${healedMs} ms after the cut was healed`);
  assert.ok(healedMs < HEALED_MS);
  await people.Ann.sees('Di');
});
