// @vitest-environment node

import { describe, expect, it } from 'vitest';
import type { ChatLine } from '../../model';
import { person } from '../../samples';
import { chatGroups } from './chatGroups';
import { listPeople } from './listPeople';

const line = (number: number, from: string, atMs: number, to: string | null = null): ChatLine => ({
  number,
  from,
  fromName: from,
  to,
  text: `line ${number}`,
  atMs,
});

describe('chatGroups', () => {
  it('puts one person’s lines of a few minutes together', () => {
    const groups = chatGroups([line(1, 'a', 0), line(2, 'a', 60_000), line(3, 'b', 61_000), line(4, 'a', 62_000)]);
    expect(groups.map((group) => group.lines.length)).toEqual([2, 1, 1]);
  });

  it('begins anew after a while, and never mixes private with public', () => {
    const groups = chatGroups([
      line(1, 'a', 0),
      line(2, 'a', 400_000),
      line(3, 'a', 400_001, 'b'),
      line(4, 'a', 400_002),
    ]);
    expect(groups.map((group) => group.to)).toEqual([null, null, 'b', null]);
  });
});

describe('listPeople', () => {
  const people = [
    person(1, { name: 'Zoë' }),
    person(2, { name: 'ann' }),
    person(3, { name: 'Bob', handRaisedAtMs: 20 }),
    person(4, { name: 'Cyd', handRaisedAtMs: 10 }),
  ];
  const names = (search: string) => listPeople(people, 'p1', search).map((one) => one.name);

  it('has raised hands first by time, then oneself, then the others by name', () => {
    expect(names('')).toEqual(['Cyd', 'Bob', 'Zoë', 'ann']);
  });

  it('finds without case and accents', () => {
    expect(names('zoe')).toEqual(['Zoë']);
    expect(names(' B')).toEqual(['Bob']);
    expect(names('x')).toEqual([]);
  });
});
