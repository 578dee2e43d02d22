// @vitest-environment node

import { describe, expect, it } from 'vitest';
import { returnPath, roomPagePath, routeOf, signInPath } from './routes';

describe('routeOf', () => {
  it.each([
    ['/', { page: 'start' }],
    ['/account', { page: 'account' }],
    ['/account/', { page: 'account' }],
    ['/account/sign-in', { page: 'sign-in' }],
    ['/account/link', { page: 'link' }],
    ['/test', { page: 'test' }],
    ['/rooms/team%20a', { page: 'room-settings', room: 'team a' }],
    ['/team', { page: 'room', room: 'team' }],
    ['/Account', { page: 'start' }],
    ['/rooms', { page: 'start' }],
    ['/api', { page: 'start' }],
    ['/a/b', { page: 'start' }],
    ['/rooms/a/b', { page: 'start' }],
  ])('%s', (path, route) => expect(routeOf(path)).toEqual(route));

  it('finds a room’s page by the address made for it', () => {
    for (const room of ['team', 'käse & wein', 'a%b']) expect(routeOf(roomPagePath(room))).toMatchObject({ room });
  });
});

describe('returnPath', () => {
  it('is a page of this server', () => {
    for (const path of ['/', '/team', '/rooms/team', '/team?x=1#config.a=1']) {
      expect(returnPath(new URL(signInPath(path), 'https://host').search)).toBe(path);
    }
  });

  it.each([
    '?return=https://elsewhere.example',
    '?return=//elsewhere.example',
    '?return=/%5Celsewhere.example',
    '?return=/%09/elsewhere.example',
    '?return=javascript:alert(1)',
    '?return=/account/sign-in',
    '?return=',
    '',
  ])('never leads elsewhere: %s', (search) => expect(returnPath(search)).toBe('/'));
});
