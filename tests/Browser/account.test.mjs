// An account in its owner's hands: a link that works once, sign-in, another password, and signing out everywhere.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fillSignIn, makeAccount, PASSWORD, setPassword, signIn, WRONG } from '../Harness/account.mjs';
import { carriedOut, linkIn } from '../Harness/command.mjs';
import { setStage } from '../Harness/stage.mjs';

const stage = setStage();
const parley = (...args) => carriedOut(stage.parley.dataDirectory, args);

test('a one-time link sets a password once, refuses a common one, and is of no use afterwards', async () => {
  const link = linkIn(await parley('user', 'add', 'ann'));
  const ann = await stage.person('Ann');
  await ann.page.goto(link);
  await ann.field('Choose a password').fill('passwordpassword');
  await ann.button('Set password and sign in').click();
  await ann.page.getByRole('alert').or(ann.page.getByText(/common|easy to guess|guessed/i)).first().waitFor();
  await setPassword(ann, link);
  assert.ok(!ann.page.url().includes('#'), 'the link does not stay in the address bar');
  const thief = await stage.person('Thief');
  await thief.page.goto(link);
  await thief.page.getByRole('heading', { name: 'This link was used already' }).waitFor();
  await thief.page.goto('about:blank');
  await thief.page.goto(`${link.slice(0, -6)}AAAAAA`);
  await thief.page.getByRole('heading', { name: 'This link is not known here' }).waitFor();
});

test('another password ends the other sessions, and signing out everywhere ends all', async () => {
  const ben = await stage.person('Ben');
  await makeAccount(stage, ben, 'ben');
  const elsewhere = await stage.person('Ben elsewhere');
  await signIn(elsewhere, stage.parley.url, 'ben');
  await ben.page.goto(`${stage.parley.url}/account`);
  await ben.page.getByRole('heading', { name: 'Where you are signed in' }).waitFor();
  await ben.page.getByText('This browser').waitFor();

  const NEXT = 'Twenty loud lanterns, unlit';
  await ben.button('Change password').click();
  await ben.field('Current password').fill(PASSWORD);
  await ben.field('New password').fill(NEXT);
  await ben.page.locator('form').getByRole('button', { name: 'Change password' }).click();
  await ben.page.getByText('Your password is changed.').waitFor();
  await elsewhere.page.goto(`${stage.parley.url}/account`);
  await elsewhere.page.getByText('Sign in to see your account.').waitFor();

  await signIn(elsewhere, stage.parley.url, 'ben', NEXT);
  await ben.page.goto(`${stage.parley.url}/account`);
  await ben.button('Sign out everywhere').click();
  await ben.page.getByRole('dialog').getByRole('button', { name: 'Sign out everywhere' }).click();
  for (const person of [ben, elsewhere]) {
    await person.page.goto(`${stage.parley.url}/account`);
    await person.page.getByText('Sign in to see your account.').waitFor();
  }
});

test('an account that is disabled cannot sign in, and is told no more than a stranger', async () => {
  const dan = await stage.person('Dan');
  await makeAccount(stage, dan, 'dan');
  await parley('user', 'disable', 'dan');
  const said = [];
  for (const login of ['dan', 'nobody']) {
    const person = await stage.person(login);
    await person.page.goto(`${stage.parley.url}/account/sign-in`);
    await fillSignIn(person, login);
    const alert = person.page.getByText(WRONG).first();
    await alert.waitFor();
    said.push(await alert.innerText());
  }
  assert.equal(said[0], said[1]);
});
