// A server where only hosts open meetings: set up by an administrator with two commands, used by hosts and guests.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fillSignIn, makeAccount, setPassword, WRONG } from '../Harness/account.mjs';
import { carriedOut, linkIn } from '../Harness/command.mjs';
import { setStage } from '../Harness/stage.mjs';

const stage = setStage();
const parley = (...args) => carriedOut(stage.parley.dataDirectory, args);

/** Comes by link to a room that is not open yet. */
async function waitAtTheDoor(name, room) {
  const guest = await stage.person(name);
  await guest.page.goto(`${stage.parley.url}/${room}`);
  await guest.field('Your name').fill(name);
  await guest.button('Join when it starts').click();
  await guest.page.getByRole('heading', { name: 'The meeting has not started' }).waitFor();
  return guest;
}

test('guests wait, a host who waits among them signs in, and everyone comes in without touching the page', async () => {
  const link = linkIn(await parley('user', 'add', 'ann'));
  await parley('settings', 'set', 'rooms.creation', 'authenticated');
  const owner = await stage.person('Ann');
  await setPassword(owner, link);
  await owner.close();

  const room = stage.newRoom('secure');
  const messages = [];
  const ben = await stage.person('Ben');
  ben.page.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => messages.push(JSON.parse(payload))));
  await ben.page.goto(`${stage.parley.url}/${room}`);
  await ben.field('Your name').fill('Ben');
  await ben.button('Join when it starts').click();
  await ben.page.getByRole('heading', { name: 'The meeting has not started' }).waitFor();
  const cyd = await waitAtTheDoor('Cyd', room);
  assert.deepEqual([...new Set(messages.map((message) => message.type))], ['waiting'], 'who waits learns nothing of the room');

  const ann = await waitAtTheDoor('Ann', room);
  await ann.button('I am the host').click();
  await fillSignIn(ann, 'ann@127.0.0.1', 'not the right password');
  await ann.page.getByText(WRONG).first().waitFor();
  await fillSignIn(ann, 'ann@127.0.0.1');
  await Promise.all([ann.isIn(), ben.isIn(), cyd.isIn()]);
  await Promise.all([ann.sees('Ben'), ben.sees('Ann'), cyd.sees('Ann'), ben.hears()]);

  await ben.page.getByRole('button', { name: 'People', exact: true }).click();
  const line = ben.page.getByRole('listitem').filter({ has: ben.button('Write to Ann') });
  assert.match(await line.innerText(), /Moderator|Host/, 'the host moderates');
});

test('a change of mode is in force at once, also for those who wait', async () => {
  await parley('settings', 'set', 'rooms.creation', 'authenticated');
  const room = stage.newRoom('mode');
  const ben = await waitAtTheDoor('Ben', room);
  await parley('settings', 'set', 'rooms.creation', 'open');
  await ben.isIn();
  const cyd = await stage.person('Cyd');
  await cyd.joinByLink(stage.parley.url, room);
  await Promise.all([ben.sees('Cyd'), cyd.sees('Ben')]);
});

test('the mode and the accounts are still there after the program was killed', async () => {
  const dan = await stage.person('Dan');
  await makeAccount(stage, dan, 'dan');
  await parley('settings', 'set', 'rooms.creation', 'authenticated');
  await stage.parley.stop('SIGKILL');
  await stage.parley.start();
  const room = stage.newRoom('kill');
  const ben = await waitAtTheDoor('Ben', room);
  // Signed in before the program died, and still.
  await dan.page.goto(`${stage.parley.url}/${room}`);
  await dan.field('Your name').fill('Dan');
  await dan.button('Start the meeting').click();
  await Promise.all([dan.isIn(), ben.isIn()]);
  await Promise.all([dan.sees('Ben'), ben.sees('Dan')]);
  await parley('settings', 'set', 'rooms.creation', 'open');
});

test('when the last host leaves, the setting decides: the meeting ends after the grace period', async () => {
  const eve = await stage.person('Eve');
  await makeAccount(stage, eve, 'eve');
  await parley('settings', 'set', 'rooms.creation', 'authenticated');
  await parley('settings', 'set', 'rooms.when-hosts-leave', 'end');
  await parley('settings', 'set', 'rooms.host-grace', '5 s');
  const room = stage.newRoom('grace');
  const ben = await waitAtTheDoor('Ben', room);
  await eve.page.goto(`${stage.parley.url}/${room}`);
  await eve.field('Your name').fill('Eve');
  await eve.button('Start the meeting').click();
  await Promise.all([eve.isIn(), ben.isIn()]);
  await eve.button('Leave').click();
  await ben.page.getByText(/The last host has left/).first().waitFor();
  await ben.page.getByRole('heading', { name: 'The meeting has ended' }).waitFor();
  await parley('settings', 'reset', 'rooms.when-hosts-leave');
  await parley('settings', 'reset', 'rooms.host-grace');
  await parley('settings', 'set', 'rooms.creation', 'open');
});
