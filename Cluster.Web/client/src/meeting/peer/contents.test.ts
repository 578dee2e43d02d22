// @vitest-environment node

import { describe, expect, it } from 'vitest';
import { FORGET_AFTER_MS, SlotContents } from './contents';

const never = () => false;

describe('SlotContents', () => {
  it('takes the newest of the sources a slot had lately', () => {
    const contents = new SlotContents<string>();
    contents.observe(
      'a',
      [
        { source: 1, timestamp: 100 },
        { source: 2, timestamp: 130 },
        { source: 3, timestamp: 90 },
      ],
      0,
    );
    expect([...contents.bySource(0, never)]).toEqual([[2, 'a']]);
  });

  it('follows a switch with the first new frame', () => {
    const contents = new SlotContents<string>();
    contents.observe('a', [{ source: 1, timestamp: 100 }], 0);
    contents.observe(
      'a',
      [
        { source: 1, timestamp: 100 },
        { source: 2, timestamp: 101 },
      ],
      10,
    );
    expect([...contents.bySource(10, never)]).toEqual([[2, 'a']]);
  });

  it('finds a source that moved to another slot, while the old one still lists it', () => {
    const contents = new SlotContents<string>();
    contents.observe('a', [{ source: 1, timestamp: 100 }], 0);
    contents.observe('b', [{ source: 1, timestamp: 150 }], 50);
    contents.observe('a', [{ source: 1, timestamp: 100 }], 50);
    expect([...contents.bySource(50, never)]).toEqual([[1, 'b']]);
  });

  it('seen for the first time in both at once, takes the newer', () => {
    const contents = new SlotContents<string>();
    contents.observe('b', [{ source: 1, timestamp: 150 }], 50);
    contents.observe('a', [{ source: 1, timestamp: 100 }], 50);
    expect([...contents.bySource(50, never)]).toEqual([[1, 'b']]);
  });

  it('forgets what sends no frames, but not what may rest', () => {
    const contents = new SlotContents<string>();
    contents.observe('a', [{ source: 1, timestamp: 100 }], 0);
    contents.observe('b', [{ source: 2, timestamp: 100 }], 0);
    // The browser goes on listing both with the same timestamp.
    contents.observe('a', [{ source: 1, timestamp: 100 }], FORGET_AFTER_MS);
    expect(contents.bySource(FORGET_AFTER_MS, never).size).toBe(2);
    expect([...contents.bySource(FORGET_AFTER_MS + 1, (source) => source === 2)]).toEqual([[2, 'b']]);
  });

  it('says nothing of a slot that never had anything', () => {
    const contents = new SlotContents<string>();
    contents.observe('a', [], 0);
    expect(contents.bySource(0, never).size).toBe(0);
  });

  it('lives with a browser whose list empties while idle', () => {
    const contents = new SlotContents<string>();
    contents.observe('a', [{ source: 1, timestamp: 100 }], 0);
    contents.observe('a', [], 20_000);
    expect(contents.bySource(20_000, never).size).toBe(0);
    contents.observe('a', [{ source: 1, timestamp: 20_050 }], 20_060);
    expect([...contents.bySource(20_060, never)]).toEqual([[1, 'a']]);
  });

  it('asks of a picture that it moves on and on, but not of what may rest', () => {
    const contents = new SlotContents<string>();
    for (const [i, atMs] of [0, 50, 100].entries()) {
      contents.observe('a', [{ source: 1, timestamp: i }], atMs);
      contents.observe('b', [{ source: 2, timestamp: 7 }], atMs);
    }
    const steady = (movesMin: number) => [...contents.bySource(100, (one) => one === 2, { movesMin }).keys()];
    expect(steady(3)).toEqual([1, 2]);
    expect(steady(4)).toEqual([2]);
    // It stood still for a moment: that begins anew.
    contents.observe('a', [{ source: 1, timestamp: 9 }], 600);
    expect([...contents.bySource(600, never, { movesMin: 2 }).keys()]).toEqual([]);
  });
});
