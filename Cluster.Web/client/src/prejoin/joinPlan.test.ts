// @vitest-environment node

import { describe, expect, it } from 'vitest';
import type { RoomEntry } from '../shared/api';
import { joinPlan } from './joinPlan';

const entry = (over: Partial<RoomEntry>): RoomEntry => ({
  creation: 'open',
  underway: false,
  mayOpen: true,
  hasPassword: false,
  expired: false,
  ...over,
});

describe('joinPlan', () => {
  it.each<[Partial<RoomEntry>, object]>([
    [{}, { button: 'join', note: null }],
    [{ underway: true }, { button: 'join', note: null }],
    [
      { creation: 'authenticated', mayOpen: false },
      { button: 'joinLater', note: 'laterNote' },
    ],
    [
      { creation: 'authenticated', mayOpen: true },
      { button: 'start', note: 'startNote' },
    ],
    [
      { creation: 'authenticated', mayOpen: true, underway: true },
      { button: 'join', note: null },
    ],
    [{ expired: true }, { expired: true }],
  ])('%j', (over, plan) => expect(joinPlan(entry(over), false)).toMatchObject(plan));

  it('asks strangers for the password at once, and those who are signed in when it comes to it', () => {
    expect(joinPlan(entry({ hasPassword: true }), false).asksPassword).toBe(true);
    expect(joinPlan(entry({ hasPassword: true }), true).asksPassword).toBe(false);
  });

  it('promises nothing while nothing is known', () => {
    expect(joinPlan(null, false)).toEqual({ button: 'join', note: null, asksPassword: false, expired: false });
  });
});
