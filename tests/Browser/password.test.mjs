// A room's password keeps people out, lets people in, and outlives the program.

import { test } from 'node:test';
import { setStage } from '../Harness/stage.mjs';
import assert from 'node:assert/strict';

const stage = setStage();
const PASSWORD = 'Seven green boats';

async function setPassword(moderator, password) {
  await moderator.openMore('Room settings');
  await moderator.button('Set a password').click();
  await moderator.field('New password').fill(password);
  await moderator.button('Save').click();
  await moderator.page.getByRole('dialog').waitFor({ state: 'detached' });
}

/** Comes by link and is asked for the password. */
async function comeToTheDoor(name, room) {
  const person = await stage.person(name);
  await person.openLink(stage.parley.url, room);
  await person.field('Your name').fill(name);
  await person.button('Join now').click();
  await person.page.getByRole('heading', { name: 'This room has a password' }).waitFor();
  return person;
}

async function tryPassword(person, password) {
  await person.field('Room password').fill(password);
  await person.button('Join now').click();
}

test('a newcomer is asked for the password, refused with a wrong one and admitted with the right one', async () => {
  const room = stage.newRoom('door');
  const ann = await stage.person('Ann');
  await ann.joinByLink(stage.parley.url, room);
  await setPassword(ann, PASSWORD);
  const ben = await comeToTheDoor('Ben', room);
  await tryPassword(ben, 'seven green goats');
  await ben.page.getByText('That is not the password').waitFor();
  assert.equal(await ann.tile('Ben').count(), 0);
  await tryPassword(ben, PASSWORD);
  await ben.isIn();
  await Promise.all([ann.sees('Ben'), ben.sees('Ann')]);
});

test('the password still holds after the program was stopped and started again', async () => {
  const room = stage.newRoom('kept');
  const ann = await stage.person('Ann');
  await ann.joinByLink(stage.parley.url, room);
  await setPassword(ann, PASSWORD);
  await ann.close();
  assert.equal(await stage.parley.stop('SIGTERM'), 0, 'SIGTERM ends the program in good order');
  await stage.parley.start();
  const ben = await comeToTheDoor('Ben', room);
  await tryPassword(ben, 'wrong');
  await ben.page.getByText('That is not the password').waitFor();
  await tryPassword(ben, PASSWORD);
  await ben.isIn();
});
