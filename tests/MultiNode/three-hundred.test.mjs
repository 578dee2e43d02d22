// A meeting too large for one node: three hundred people on the bridges of three, who all see and hear each other.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { cluster } from '../Harness/nodes.mjs';
import { GENERATOR } from '../Harness/parley.mjs';
import { start } from '../Harness/processes.mjs';

const PEOPLE = 300;

let nodes;
before(async () => {
  const settings = [
    `parley.rooms.endpoints-per-bridge=${PEOPLE / 3}`, `parley.rooms.participants-max-default=${PEOPLE}`, `parley.rooms.participants-limit=${PEOPLE}`,
    `parley.web.signalling.sockets-per-address-max=${PEOPLE * 2}`, 'parley.media.workers=1', 'parley.log.level=information',
  ];
  nodes = await cluster(3, settings.flatMap((setting) => ['--set', setting]));
  await nodes.up();
});
after(() => nodes?.close());

test('three hundred people on three bridges see every camera and hear every speaker', async (t) => {
  const generator = start(GENERATOR, ['spread', String(PEOPLE), ...nodes.nodes.map(({ number }) => nodes.url(number))]);
  const code = await generator.ended;
  const said = generator.output();
  for (const line of said.trim().split('\n')) t.diagnostic(line);
  assert.equal(code, 0, said);
  const bridges = [...said.matchAll(/(\d+) on port (\d+)/g)].map(([, people, port]) => [Number(people), Number(port)]);
  assert.deepEqual(new Set(bridges.map(([, port]) => port)), new Set(nodes.nodes.map(({ ports }) => ports.media)));
  for (const [people] of bridges) assert.ok(people >= PEOPLE / 6, `${people} are on a bridge`);
});
