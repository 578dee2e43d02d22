// What people with an account do in a browser, by the names of the controls.

import { carriedOut, linkIn } from './command.mjs';

/** A password that meets the rules: long, and nobody's. */
export const PASSWORD = 'Nineteen quiet lanterns';

/** Opens a one-time link and sets the password there; the person is signed in afterwards. */
export async function setPassword(person, link, password = PASSWORD) {
  await person.page.goto(link);
  await person.field('Choose a password').fill(password);
  await person.button('Set password and sign in').click();
  await person.page.getByRole('heading', { name: 'Your password is set' }).waitFor();
}

/** Fills in the form that asks who one is, wherever it stands. */
export async function fillSignIn(person, login, password = PASSWORD) {
  await person.field('User name').fill(login);
  await person.field('Password').fill(password);
  await person.page.locator('form').getByRole('button', { name: 'Sign in', exact: true }).click();
}

/** Signs in on the page for it and ends up on the start page. */
export async function signIn(person, origin, login, password = PASSWORD) {
  await person.page.goto(`${origin}/account/sign-in`);
  await fillSignIn(person, login, password);
  await person.page.getByRole('button', { name: /^Account: / }).waitFor();
}

/** Makes an account as the administrator does, and sets its password as its owner does, in `person`'s browser. */
export async function makeAccount(stage, person, login) {
  const said = await carriedOut(stage.parley.dataDirectory, ['user', 'add', login, '--name', person.name]);
  await setPassword(person, linkIn(said));
}

/** What a sign-in that fails says, whichever part was wrong. */
export const WRONG = 'That user name and password do not belong together';
