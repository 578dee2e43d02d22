// A provider that breaks the rules, or somebody who stands where it should be: nobody is signed in by it.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { until } from '../Harness/until.mjs';
import { openOidcStage } from './oidc-stage.mjs';
import { Surfer } from './surfer.mjs';

let stage;
let url;

before(async () => {
  stage = await openOidcStage('rogue-provider.mjs');
  url = stage.parley.url;
});
after(() => stage?.close());

/** Goes the whole way with this lie told; where it ends, and who is signed in then. */
async function signInWith(lie) {
  await fetch(`${stage.authority}/lie?is=${encodeURIComponent(lie)}`);
  const surfer = new Surfer();
  const end = await surfer.go(`${url}/api/v1/oidc/sign-in`, (address) => address.startsWith(`${url}/account`));
  return { surfer, end: new URL(end.next), account: (await surfer.json(`${url}/api/v1/me`)).account };
}

test('the truth signs in, so that what follows is refused for its lie', async () => {
  const { end, account } = await signInWith('none');
  assert.equal(end.pathname, '/account');
  assert.deepEqual(account, { login: 'mallory', name: 'Mallory', role: 'host' });
});

test('it is asked with code and PKCE, and the link says nothing of the way back', async () => {
  const answer = await new Surfer().ask(`${url}/api/v1/oidc/sign-in?return=/rooms/secret`);
  const asked = new URL(answer.headers.get('location'));
  assert.equal(asked.searchParams.get('response_type'), 'code');
  assert.equal(asked.searchParams.get('code_challenge_method'), 'S256');
  assert.equal(asked.searchParams.get('redirect_uri'), `${url}/api/v1/oidc/callback`);
  assert.ok(asked.searchParams.get('nonce').length > 20);
  assert.ok(!asked.href.includes('secret'));
});

test('behind HTTPS its cookies are bound to encryption, and it is told to come back that way', async () => {
  const headers = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'meet.example.org' };
  const answer = await new Surfer().ask(`${url}/api/v1/oidc/sign-in`, { headers });
  assert.equal(new URL(answer.headers.get('location')).searchParams.get('redirect_uri'), 'https://meet.example.org/api/v1/oidc/callback');
  const cookies = answer.headers.getSetCookie();
  assert.equal(cookies.length, 2);
  for (const cookie of cookies) assert.match(cookie, /; secure; samesite=lax; httponly/i);
  for (const cookie of (await new Surfer().ask(`${url}/api/v1/oidc/sign-in`)).headers.getSetCookie()) assert.doesNotMatch(cookie, /secure|samesite=none/i);
});

for (const lie of [
  'alg none', 'no signature', 'public key as secret', 'client secret as key', 'another key', 'wrong nonce', 'no nonce', 'wrong audience', 'wrong issuer', 'expired',
  'another person', 'silent token endpoint',
]) {
  test(`nobody is signed in by: ${lie}`, async () => {
    const { end, account } = await signInWith(lie);
    assert.equal(account, null);
    assert.equal(end.pathname, '/account/sign-in');
    assert.equal(end.searchParams.get('error'), lie === 'silent token endpoint' ? 'oidc-unavailable' : 'oidc-failed');
  });
}

test('a provider that is not there is said at once, and whoever was signed in before a restart still is', async () => {
  const { surfer } = await signInWith('none');
  await stage.stopProvider();
  await stage.parley.stop();
  await stage.parley.start();
  assert.equal((await surfer.json(`${url}/api/v1/me`)).account.login, 'mallory');
  const answer = await new Surfer().ask(`${url}/api/v1/oidc/sign-in?return=/atrium`);
  assert.equal(answer.headers.get('location'), '/account/sign-in?error=oidc-unavailable&return=%2Fatrium');
  await until('the log to say so', () => /identity provider http:\/\/localhost:\d+\/ does not answer/.test(stage.parley.output));
});
