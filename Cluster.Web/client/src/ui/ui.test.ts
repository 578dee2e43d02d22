// @vitest-environment node

import { describe, expect, it } from 'vitest';
import { formatClock, formatDuration } from './format';
import { meterShare } from './Meter';
import { hueOf, initialsOf } from './person';

describe('initialsOf', () => {
  it.each([
    ['Ann', 'A'],
    ['ann okafor', 'AO'],
    ['Ann-Marie van der Berg', 'AB'],
    ['  élise  dupont ', 'ÉD'],
    ['李小龙', '李'],
    ['(guest) 7', 'G7'],
    ['', '?'],
    ['☺', '☺'],
    ['👩🏽‍💻', '👩🏽‍💻'],
  ])('of “%s” are %s', (name, initials) => expect(initialsOf(name)).toBe(initials));
});

describe('hueOf', () => {
  it('is the same for the same name, whatever its case, and a hue', () => {
    expect(hueOf('Ann')).toBe(hueOf(' ann '));
    for (const name of ['', 'Ann', 'Bob', '李', 'x'.repeat(64)]) {
      expect(hueOf(name)).toBeGreaterThanOrEqual(0);
      expect(hueOf(name)).toBeLessThan(360);
    }
  });

  it('tells people apart', () => {
    const names = ['Ann', 'Anna', 'Anne', 'Bob', 'Cyd', 'Dan', 'Eve', 'Finn'];
    expect(new Set(names.map(hueOf)).size).toBeGreaterThanOrEqual(7);
  });
});

describe('times', () => {
  it('reads a duration as people do', () => {
    expect(formatDuration(0)).toBe('0:00');
    expect(formatDuration(-5000)).toBe('0:00');
    expect(formatDuration(754_900)).toBe('12:34');
    expect(formatDuration(3_600_000)).toBe('1:00:00');
    expect(formatDuration(36_061_000)).toBe('10:01:01');
  });

  it('writes the clock as the region does', () => {
    expect(formatClock(new Date(2031, 3, 5, 14, 7).getTime(), 'de-DE')).toBe('14:07');
    expect(formatClock(new Date(2031, 3, 5, 14, 7).getTime(), 'en-US')).toBe('02:07 PM');
  });
});

describe('meterShare', () => {
  it('grows with the level and stays within the bar', () => {
    expect(meterShare(0)).toBe(0);
    expect(meterShare(-1)).toBe(0);
    expect(meterShare(0.05)).toBeGreaterThan(0.2);
    expect(meterShare(1)).toBe(1);
  });
});
