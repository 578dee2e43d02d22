// The page of those who run the cluster: what it shows of a meeting, ending one, and what an operator is not offered.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fillSignIn, makeAccount } from '../Harness/account.mjs';
import { carriedOut } from '../Harness/command.mjs';
import { setStage } from '../Harness/stage.mjs';

const stage = setStage();

async function withRole(name, login, role) {
  const person = await stage.person(name);
  await makeAccount(stage, person, login);
  await carriedOut(stage.parley.dataDirectory, ['user', 'role', login, role]);
  // The new role counts with the next sign-in: this browser forgets the old one.
  await person.page.context().clearCookies();
  await person.page.goto(`${stage.parley.url}/ops`);
  await person.page.getByRole('heading', { name: 'Sign in to run this server' }).waitFor();
  await fillSignIn(person, login);
  await person.page.getByRole('heading', { name: /all well$/ }).waitFor();
  return person;
}

test('an administrator sees node and meeting and ends it, and an operator sees both and is offered nothing', async () => {
  const room = stage.newRoom('run');
  const [ann] = await stage.pair(room);

  const admin = await withRole('Ada', 'ada', 'admin');
  await admin.page.getByRole('link', { name: 'Nodes' }).first().click();
  await admin.page.locator('.ops-node.is-up').waitFor();
  await admin.page.getByText(/2 endpoints/).waitFor();
  await admin.page.getByRole('link', { name: 'Rooms' }).first().click();
  await admin.page.getByRole('link', { name: room }).click();
  await admin.page.getByText(/^2 people/).waitFor();
  const cameras = admin.page.locator('.ops-source', { hasText: 'Camera' }).filter({ hasText: /bit\/s/ });
  await cameras.nth(1).waitFor();

  const operator = await withRole('Oda', 'oda', 'operator');
  await operator.page.goto(`${stage.parley.url}/ops/rooms/${encodeURIComponent(room)}`);
  await operator.page.getByText(/^2 people/).waitFor();
  assert.equal(await operator.page.getByRole('button', { name: /End the meeting|Mute|Remove/ }).count(), 0);

  await admin.button('End the meeting').click();
  await admin.page.getByText(`The meeting in ${room} ends for 2 people at once.`).waitFor();
  await admin.page.getByRole('dialog').getByRole('button', { name: 'End the meeting' }).click();
  await ann.page.getByRole('heading', { name: 'The meeting has ended' }).waitFor();
  await admin.page.getByRole('link', { name: 'Audit log' }).click();
  await admin.page.getByText('ended the meeting').waitFor();
});
