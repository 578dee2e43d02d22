// A room is set up before its first meeting, on its own page, by somebody with an account; and it remembers.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeAccount } from '../Harness/account.mjs';
import { carriedOut } from '../Harness/command.mjs';
import { setStage } from '../Harness/stage.mjs';

const stage = setStage();
const ROOM_PASSWORD = 'Seven green boats';

async function openRoomPage(person, room) {
  await person.page.goto(`${stage.parley.url}/rooms/${room}`);
  await person.page.getByRole('heading', { name: room }).waitFor();
}

async function save(person) {
  await person.button('Save').click();
  await person.page.getByText('Saved', { exact: true }).waitFor();
}

test('title, password and rights set on the page hold in the first meeting, and the host needs no password', async () => {
  const ann = await stage.person('Ann');
  await makeAccount(stage, ann, 'ann');
  const room = stage.newRoom('setup');
  await openRoomPage(ann, room);
  await ann.field('Title').fill('Weekly round');
  await ann.button('Set a password').click();
  await ann.field('New password').fill(ROOM_PASSWORD);
  await ann.page.getByText('Everyone starts with the camera off').click();
  await save(ann);

  const ben = await stage.person('Ben');
  await ben.page.goto(`${stage.parley.url}/${room}`);
  await ben.field('Your name').fill('Ben');
  await ben.button('Join now').click();
  await ben.page.getByRole('heading', { name: 'This room has a password' }).waitFor();

  await ann.page.goto(`${stage.parley.url}/${room}`);
  await ann.field('Your name').fill('Ann');
  await ann.page.getByRole('button', { name: /^(Join now|Start the meeting)$/ }).click();
  await ann.isIn();
  await ben.field('Room password').fill(ROOM_PASSWORD);
  await ben.button('Join now').click();
  await ben.isIn();
  await ben.page.getByText('Weekly round').first().waitFor();
  await ben.sees('Ann');
  assert.equal(await ann.tile('Ben').getAttribute('data-camera'), 'off', 'Ben starts with the camera off');
  await ann.seesNobody();
});

test('only the named moderators change the room, and the command line shows what the page saved', async () => {
  const cyd = await stage.person('Cyd');
  const dan = await stage.person('Dan');
  await makeAccount(stage, cyd, 'cyd');
  await makeAccount(stage, dan, 'dan');
  const room = stage.newRoom('owned');
  await openRoomPage(cyd, room);
  await cyd.field('User name of a moderator').fill('cyd');
  await cyd.button('Add').click();
  await save(cyd);
  await dan.page.goto(`${stage.parley.url}/rooms/${room}`);
  await dan.page.getByText('This room has its own moderators').waitFor();
  const shown = JSON.parse(await carriedOut(stage.parley.dataDirectory, ['room', 'show', room, '--json']));
  assert.match(JSON.stringify(shown), /"cyd"/);

  // Dan has an account and comes first: he is a guest here all the same, until Cyd comes.
  await dan.joinByLink(stage.parley.url, room);
  await dan.page.getByRole('button', { name: 'People', exact: true }).click();
  assert.equal(await dan.page.getByText('Moderator', { exact: true }).count(), 0);
  await cyd.page.goto(`${stage.parley.url}/${room}`);
  await cyd.field('Your name').fill('Cyd');
  await cyd.button('Join now').click();
  await cyd.isIn();
  await dan.page.getByRole('listitem').filter({ has: dan.button('Write to Cyd') }).getByText('Moderator').waitFor();
});

test('a room closed by the command line puts everyone out, and one removed has forgotten its password', async () => {
  const room = stage.newRoom('operator');
  const parley = (args, options) => carriedOut(stage.parley.dataDirectory, args, options);
  await parley(['room', 'password', room], { input: `${ROOM_PASSWORD}\n` });
  const ben = await stage.person('Ben');
  await ben.page.goto(`${stage.parley.url}/${room}`);
  await ben.field('Your name').fill('Ben');
  await ben.button('Join now').click();
  await ben.field('Room password').fill(ROOM_PASSWORD);
  await ben.button('Join now').click();
  await ben.isIn();
  await parley(['room', 'close', room]);
  await ben.page.getByRole('heading', { name: 'The meeting has ended' }).waitFor();
  await parley(['room', 'remove', room, '--yes']);
  const cyd = await stage.person('Cyd');
  await cyd.joinByLink(stage.parley.url, room);
});
