// Signing in with an OpenID Connect provider, against one that others made: the way in, the roles, and every way it may fail.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openOidcStage } from './oidc-stage.mjs';
import { Surfer } from './surfer.mjs';

let stage;
let url;

before(async () => {
  stage = await openOidcStage('oidc-provider.mjs', {
    scopes: 'openid, profile, groups',
    'role-claim': 'realm_access.roles',
    'host-values': 'hosts',
    'admin-values': 'admins',
  });
  url = stage.parley.url;
});
after(() => stage?.close());

const isCallback = (address) => address.startsWith(`${url}/api/v1/oidc/callback`);

/** Signs in at the provider; stops before the provider's answer reaches Parley, whose address is the result. */
async function answerFor(surfer, login, back = '/rooms/atrium') {
  const page = await surfer.go(`${url}/api/v1/oidc/sign-in?return=${encodeURIComponent(back)}`, isCallback);
  if (page.next) return page.next;
  const consent = await surfer.submit(page, { login, password: 'anything' }, isCallback);
  return consent.next ?? (await surfer.submit(consent, {}, isCallback)).next;
}

/** The whole way, as a person with a browser goes it; where it ends. */
async function signIn(surfer, login, back) {
  const answer = await surfer.ask(await answerFor(surfer, login, back));
  assert.equal(answer.status, 302, answer.text);
  return new URL(answer.headers.get('location'), url);
}

const me = (surfer) => surfer.json(`${url}/api/v1/me`);

test('somebody the provider knows signs in, comes back to the page, and is a host', async () => {
  const hanna = new Surfer();
  assert.deepEqual((await me(hanna)).account, null);
  assert.equal((await me(hanna)).oidc.label, 'Example ID');
  assert.equal((await signIn(hanna, 'hanna')).pathname, '/rooms/atrium');
  assert.deepEqual((await me(hanna)).account, { login: 'hanna', name: 'Hanna Example', role: 'host' });
  assert.deepEqual(hanna.cookieNames(`${url}/`), ['parley'], 'no cookie of the attempt stays behind');
});

test('a provider that takes pushed requests is sent nothing through the browser but their number', async () => {
  const answer = await new Surfer().ask(`${url}/api/v1/oidc/sign-in?return=/rooms/secret`);
  const asked = new URL(answer.headers.get('location'));
  assert.deepEqual([...asked.searchParams.keys()].sort(), ['client_id', 'request_uri']);
  assert.equal(answer.headers.get('cache-control'), 'no-store');
  for (const cookie of answer.headers.getSetCookie()) assert.match(cookie, /httponly/i);
});

test('a claim makes an administrator, and the second time it is the same account', async () => {
  const first = new Surfer();
  const second = new Surfer();
  await signIn(first, 'adam');
  await signIn(second, 'adam');
  assert.deepEqual((await me(first)).account, { login: 'adam', name: 'Adam Example', role: 'admin' });
  assert.equal((await me(second)).account.login, 'adam');
  const { sessions } = await first.json(`${url}/api/v1/account/sessions`);
  assert.equal(sessions.length, 2);
});

test('who has no claim that lets them in is told so, and nothing else happens', async () => {
  const nora = new Surfer();
  const end = await signIn(nora, 'nora');
  assert.equal(end.pathname, '/account/sign-in');
  assert.equal(end.searchParams.get('error'), 'oidc-not-allowed');
  assert.equal(end.searchParams.get('return'), '/rooms/atrium');
  assert.equal((await me(nora)).account, null);
});

test('who says no at the provider is back at the sign-in page', async () => {
  const hanna = new Surfer();
  const page = await hanna.go(`${url}/api/v1/oidc/sign-in`, isCallback);
  const abort = /href="([^"]*\/abort)"/.exec(page.text)[1];
  const stopped = await hanna.go(new URL(abort, page.at).href, isCallback);
  const answer = await hanna.ask(stopped.next);
  assert.match(answer.headers.get('location'), /\/account\/sign-in\?error=oidc-denied$/);
});

test('an answer with another state, without one, or in another browser signs nobody in', async () => {
  const hanna = new Surfer();
  const good = new URL(await answerFor(hanna, 'hanna-two'));
  const changed = new URL(good);
  changed.searchParams.set('state', `${good.searchParams.get('state').slice(0, -6)}AAAAAA`);
  const without = new URL(good);
  without.searchParams.delete('state');
  const stranger = new Surfer();
  for (const [surfer, address] of [[hanna, changed], [hanna, without], [stranger, good]]) {
    const answer = await surfer.ask(address.href);
    assert.equal(answer.status, 302);
    const end = new URL(answer.headers.get('location'), url);
    assert.equal(end.pathname, '/account/sign-in');
    assert.ok(['oidc-expired', 'oidc-failed'].includes(end.searchParams.get('error')), end.href);
    assert.equal((await me(surfer)).account, null);
  }
});

test('a code is good once', async () => {
  const hanna = new Surfer();
  const answer = await answerFor(hanna, 'hanna-three');
  assert.equal((await hanna.ask(answer)).headers.get('location'), '/rooms/atrium');
  const again = await hanna.ask(answer);
  assert.match(again.headers.get('location'), /error=oidc-(expired|failed)/);
  const replayed = await new Surfer().ask(answer);
  assert.match(replayed.headers.get('location'), /error=oidc-(expired|failed)/);
});

test('an answer that is no link, or is none at all, is refused', async () => {
  const posted = await new Surfer().ask(`${url}/api/v1/oidc/callback`, {
    method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'code=a&state=b',
  });
  assert.equal(posted.status, 405);
  for (const query of ['', '?code=a', '?code=a&state=b', `?state=${'x'.repeat(5_000)}`, '?error=server_error&state=x']) {
    const answer = await new Surfer().ask(`${url}/api/v1/oidc/callback${query}`);
    assert.equal(answer.status, 302, query.slice(0, 40));
    assert.match(answer.headers.get('location'), /^\/account\/sign-in\?error=oidc-(expired|failed|denied)/);
  }
});

test('the way back never leads to another site', async () => {
  for (const back of ['https://evil.example/', '//evil.example', '/\\evil.example', '/\t/evil.example', 'javascript:alert(1)', `/${'x'.repeat(600)}`]) {
    const end = await signIn(new Surfer(), 'hanna', back);
    assert.equal(end.href, `${url}/account`, back);
  }
});

test('signing out here offers the provider\'s sign-out, and that comes back', async () => {
  const hanna = new Surfer();
  await signIn(hanna, 'hanna');
  assert.equal((await hanna.post(`${url}/api/v1/sign-out`)).status, 204);
  const { account, oidc } = await me(hanna);
  assert.equal(account, null);
  assert.equal(oidc.endSession, '/api/v1/oidc/end-session');
  const page = await hanna.go(`${url}${oidc.endSession}`);
  assert.equal(page.status, 200);
  assert.ok(page.at.startsWith(`${stage.authority}/session/end`), page.at);
  const asked = new URL(page.at).searchParams;
  assert.equal(asked.get('post_logout_redirect_uri'), `${url}/account/sign-in`);
});

test('a provider that is down is said in words, and passwords of our own still work', async () => {
  await stage.stopProvider();
  const hanna = new Surfer();
  const answer = await hanna.ask(`${url}/api/v1/oidc/sign-in?return=/rooms/atrium`);
  assert.equal(answer.headers.get('location'), '/account/sign-in?error=oidc-unavailable&return=%2Frooms%2Fatrium');
  const wrong = await hanna.post(`${url}/api/v1/sign-in`, { login: 'ann', password: 'not the password' });
  assert.equal(JSON.parse(wrong.text).code, 'login-failed');
});
