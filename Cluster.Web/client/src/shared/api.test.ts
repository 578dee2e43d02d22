import { afterEach, describe, expect, it, vi } from 'vitest';
import '../i18n/words/account';
import { api, oidcSignInPath } from './api';
import { failureWords } from './failureWords';
import { delayMs } from './retryAfter';

const answer = (status: number, body: unknown, headers: Record<string, string> = {}) => {
  const text = body === null ? null : typeof body === 'string' ? body : JSON.stringify(body);
  const fake = vi.fn((_path: string, _init: RequestInit) => Promise.resolve(new Response(text, { status, headers })));
  vi.stubGlobal('fetch', fake);
  return fake;
};

afterEach(() => vi.unstubAllGlobals());

describe('a call', () => {
  it('says what it wants as JSON and gives the answer', async () => {
    const fetched = answer(200, { account: { login: 'ann', name: 'Ann', role: 'host' } });
    const outcome = await api.signIn('ann', 'secret words');
    expect(outcome).toMatchObject({ ok: true, value: { account: { login: 'ann' } } });
    const [path, init] = fetched.mock.calls[0] ?? [];
    expect(path).toBe('/api/v1/sign-in');
    expect(init).toMatchObject({ method: 'POST', body: '{"login":"ann","password":"secret words"}' });
    expect(init?.headers).toMatchObject({ 'Content-Type': 'application/json' });
  });

  it('takes no body for an answer', async () => {
    answer(204, null);
    expect(await api.signOut()).toEqual({ ok: true, value: undefined });
  });

  it('keeps a name that has signs of its own in its place', async () => {
    const fetched = answer(200, {});
    await api.room('a b/../c');
    expect(fetched.mock.calls[0]?.[0]).toBe('/api/v1/rooms/a%20b%2F..%2Fc');
  });
});

describe('a failure', () => {
  it('has the code of the server, and how long to wait', async () => {
    answer(429, { code: 'too-many-attempts', message: 'Slow.' }, { 'Retry-After': '30' });
    expect(await api.signIn('a', 'b')).toEqual({
      ok: false,
      failure: { code: 'too-many-attempts', message: 'Slow.', retryAfterMs: 30_000 },
    });
  });

  it.each([
    [502, '<html>Bad gateway</html>', 'unreachable'],
    [401, '', 'login-required'],
    [418, '{"odd":1}', 'unreadable'],
    [200, '<html>', 'unreadable'],
  ])('of status %i with “%s” is %s', async (status, body, code) => {
    answer(status, body);
    expect(await api.me()).toMatchObject({ ok: false, failure: { code } });
  });

  it('of the network says so', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no')));
    expect(await api.me()).toMatchObject({ ok: false, failure: { code: 'unreachable' } });
  });

  it('has words, also where nobody foresaw it', () => {
    expect(failureWords({ code: 'login-failed', message: 'x' })).toContain('user name');
    expect(failureWords({ code: 'of-the-future', message: 'The server’s words.' })).toBe('The server’s words.');
    expect(failureWords({ code: 'of-the-future', message: '' })).not.toBe('');
  });
});

it('Retry-After is seconds or a date', () => {
  expect(delayMs('12', 0)).toBe(12_000);
  expect(delayMs('Thu, 01 Jan 1970 00:00:05 GMT', 1_000)).toBe(4_000);
  for (const none of [null, '', 'soon', '0', '-3', '99999999']) expect(delayMs(none, 0)).toBeNull();
});

it('the other service brings back to where one was', () => {
  expect(oidcSignInPath('/rooms/a b')).toBe('/api/v1/oidc/sign-in?return=%2Frooms%2Fa%20b');
});
