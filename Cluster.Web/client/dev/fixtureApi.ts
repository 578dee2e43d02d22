// A server that is not there: answers the HTTP API from the address of the page, so that every state can be looked at.

import type { AccountSession, LinkLook, Me, RoomDetails, RoomEntry, TestInfo } from '../src/shared/api';
import { fixtureRoom } from './fixtureState';

const HOUR = 3_600_000;

/** `query`: signed-in, oidc, authenticated, api=CODE (refuses the call that the screen is about), slow, no-rooms, … */
export function answerFromFixtures(query: URLSearchParams): void {
  const real = window.fetch.bind(window);
  window.fetch = async (input, init) => {
    const path = String(input instanceof Request ? input.url : input);
    if (!path.startsWith('/api/v1/')) return real(input, init);
    if (query.has('slow')) await new Promise(() => {});
    await new Promise((resolve) => setTimeout(resolve, 60));
    return answer(path.slice('/api/v1/'.length), init?.method ?? 'GET', query);
  };
}

function answer(path: string, method: string, query: URLSearchParams): Response {
  const refusal = query.get('api');
  const about = query.get('on') ?? 'none';
  if (refusal !== null && path.startsWith(about)) return refused(refusal, query);
  const room = decodeURIComponent(path.split('/')[1] ?? '');
  if (path === 'me') return ok(me(query));
  if (path === 'sign-in') return ok(me(new URLSearchParams('signed-in')));
  if (path === 'account/sessions' && method === 'GET') return ok({ sessions: sessions() });
  if (path === 'links/look') return ok(link(query));
  if (path === 'links/use') return ok(me(new URLSearchParams('signed-in')));
  if (path === 'rooms') return ok({ rooms: query.has('no-rooms') ? [] : rooms(query) });
  if (path.endsWith('/entry')) return ok(entry(query));
  if (path.startsWith('rooms/') && !path.endsWith('/close')) return ok(details(room, query));
  if (path === 'test/info') return ok(testInfo(query));
  if (path.startsWith('test/down')) return new Response(new Uint8Array(Number(path.split('=')[1] ?? 0)));
  if (path === 'test/up') return new Response(null, { status: 204 });
  return new Response(null, { status: 204 });
}

const ok = (value: object): Response => new Response(JSON.stringify(value), { status: 200 });

function refused(code: string, query: URLSearchParams): Response {
  const status =
    { 'login-failed': 401, 'too-many-attempts': 429, 'login-required': 401, 'not-allowed': 403 }[code] ?? 400;
  const headers = code === 'too-many-attempts' ? { 'Retry-After': '95' } : undefined;
  const message = query.get('message') ?? 'The server said so.';
  return new Response(JSON.stringify({ code, message }), { status, ...(headers ? { headers } : {}) });
}

function me(query: URLSearchParams): Me {
  return {
    account: query.has('signed-in') ? { login: 'ann.okafor', name: 'Ann Okafor', role: 'host' } : null,
    rooms: { creation: query.has('authenticated') ? 'authenticated' : 'open' },
    passwordCharsMin: 15,
    oidc: query.has('oidc') ? { label: 'Example University' } : null,
  };
}

function sessions(): AccountSession[] {
  const now = Date.now();
  const one = (id: string, agent: string, hours: number, address: string, current = false): AccountSession => {
    return { id, agent, address, current, createdAtMs: now - hours * 5 * HOUR, lastSeenAtMs: now - hours * HOUR };
  };
  return [
    one('a', 'Firefox on Linux', 0, '203.0.113.7', true),
    one('b', 'Safari on iPhone', 5, '2001:db8:4c:1::17'),
    one('c', 'Chrome on Windows', 90, '198.51.100.23'),
  ];
}

function link(query: URLSearchParams): LinkLook {
  const purpose = query.has('reset') ? 'reset' : 'invite';
  const expiresAtMs = Date.now() + 47 * HOUR;
  return { login: 'ann.okafor', name: 'Ann Okafor', purpose, expiresAtMs, passwordCharsMin: 15 };
}

function entry(query: URLSearchParams): RoomEntry {
  const hosts = query.has('authenticated');
  return {
    creation: hosts ? 'authenticated' : 'open',
    underway: query.has('underway'),
    mayOpen: !hosts || query.has('signed-in'),
    hasPassword: query.has('password'),
    expired: query.has('expired'),
  };
}

function details(name: string, query: URLSearchParams): RoomDetails {
  const authenticated = query.has('authenticated');
  const info = {
    ...fixtureRoom({ authenticated, restricted: query.has('restricted') }),
    name,
    title: query.get('title') ?? 'Weekly planning',
    hasPassword: query.has('password'),
    expiresAtMs: query.has('expires') ? Date.now() + 200 * HOUR : null,
  };
  const moderators = query.has('moderators')
    ? [
        { login: 'ann.okafor', name: 'Ann Okafor' },
        { login: 'carla', name: 'Carla Méndez' },
      ]
    : [];
  const underway = query.has('underway');
  const participants = underway ? 4 : 0;
  const waiting = query.has('waiting') ? 3 : 0;
  return { name, info, moderators, underway, participants, waiting, startedAtMs: null, remembered: true };
}

function rooms(query: URLSearchParams): RoomDetails[] {
  const named = (name: string, title: string, underway: boolean): RoomDetails => {
    const room = details(name, query);
    return { ...room, underway, participants: underway ? 4 : 0, info: { ...room.info, title } };
  };
  return [
    named('planning', 'Weekly planning', true),
    named('calm-otter-gently-40218', '', false),
    named('thesis-defence', 'Thesis defence of a student with a rather long name', false),
  ];
}

function testInfo(query: URLSearchParams): TestInfo {
  const at = query.get('media') ?? '203.0.113.5:10000';
  return { candidates: [at], detectedFrom: 'detected', yourAddress: '198.51.100.7', secure: true };
}
