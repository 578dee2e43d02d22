// Three real nodes form a cluster on PostgreSQL; people meet whichever node they reach; nodes leave, die and come back.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { admin } from '../Harness/admin.mjs';
import { cluster } from '../Harness/nodes.mjs';
import { until } from '../Harness/until.mjs';
import { Participant } from '../Interop/participant.mjs';
import { Signalling } from '../Interop/signalling.mjs';

let nodes;
before(async () => {
  nodes = await cluster(3, ['--set', 'parley.media.workers=1']);
  await nodes.database.start();
  // All at once: however they come, they are one cluster.
  await Promise.all([1, 2, 3].map((number) => nodes.start(number)));
});
after(() => nodes?.close());

/** Who is in the room, as one who looks in from a node sees it. */
async function namesSeenFrom(participant) {
  const names = new Map(participant.joined.participants.map(({ id, name }) => [id, name]));
  for (const { came, left } of participant.signalling.heard.filter(({ type }) => type === 'roster')) {
    for (const { id, name } of came) names.set(id, name);
    for (const gone of left) names.delete(gone.id ?? gone);
  }
  return [...names.values()].sort();
}

test('people who reach different nodes meet in one room, hear and see each other', async () => {
  const people = [];
  try {
    for (const [index, name] of ['Ann', 'Ben', 'Cem'].entries()) people.push(await Participant.join(nodes.url(index + 1), 'across', name));
    const [ann, ben, cem] = people;
    ann.view([await ann.cameraOf('Ben')]);
    ben.view([await ben.cameraOf('Cem')]);
    cem.view([await cem.cameraOf('Ann')]);
    await Promise.all(people.flatMap((one) => [one.sees(), one.hears()]));
    const seen = await namesSeenFrom(ann);
    assert.ok(['Ben', 'Cem'].every((name) => seen.includes(name)), `Ann sees ${seen}`);
  } finally {
    await Promise.all(people.map((one) => one.close()));
  }
});

test('what is set at one node holds at the others', async () => {
  const made = await admin(nodes.data(1), 'POST', '/users', { login: 'ann', name: 'Ann' });
  assert.equal(made.status, 201, JSON.stringify(made.body));
  const { body } = await admin(nodes.data(3), 'GET', '/users');
  // All three started at once, and one of them made the first administrator.
  assert.deepEqual(body.users.map(({ login }) => login).sort(), ['admin', 'ann']);
  const titled = await admin(nodes.data(2), 'PATCH', '/rooms/titled', { title: 'By the second' });
  assert.equal(titled.status, 200, JSON.stringify(titled.body));
  const room = await admin(nodes.data(1), 'GET', '/rooms/titled');
  assert.equal(room.body.title, 'By the second');
});

test('a node that is asked to stop leaves in good order, and comes back', async () => {
  assert.equal(await nodes.node(3).process.stop(), 0);
  assert.match(nodes.output(3), /Parley has stopped\./);
  const still = await Signalling.open(nodes.url(1));
  await still.close();
  await nodes.start(3);
  const logins = async (number) => (await admin(nodes.data(number), 'GET', '/users')).body.users.map(({ login }) => login);
  assert.deepEqual(await logins(3), await logins(1));
});

test('a node that is killed is given up by the others and joins again', async () => {
  assert.equal(await nodes.node(2).process.kill(), 'SIGKILL');
  await nodes.start(2);
  await until('all nodes to be ready', async () => (await Promise.all([1, 2, 3].map((number) => nodes.isReady(number)))).every(Boolean));
  const late = await Participant.join(nodes.url(2), 'after', 'Dan');
  await late.close();
});

test('a node says that it is stopping before it turns anybody away', async () => {
  const { process } = nodes.node(3);
  await process.stop();
  await nodes.start(3, ['--set', 'parley.stop-delay=3s']);
  const ended = nodes.node(3).process.stop();
  const report = await until('the node to say that it is stopping', async () => {
    const answer = await fetch(`${nodes.url(3)}/health/ready`);
    return answer.status === 503 && (await answer.json());
  });
  assert.deepEqual(report.silent, ['stopping']);
  const live = await fetch(`${nodes.url(3)}/health/live`);
  assert.equal(live.status, 200);
  assert.equal(await ended, 0);
  await nodes.start(3);
});
