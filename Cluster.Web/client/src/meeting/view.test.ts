// @vitest-environment node

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { WantedPicture } from '../shared/protocol';
import { bounded, VIEW_INTERVAL_MS, VIEW_MAX, View } from './view';

let sent: WantedPicture[][];
let view: View;
const want = (...sources: number[]) => sources.map((source) => ({ source, height: 180 }));

beforeEach(() => {
  vi.useFakeTimers();
  sent = [];
  view = new View((wanted) => sent.push(wanted));
});

afterEach(() => vi.useRealTimers());

describe('View', () => {
  it('says the first at once and gathers what follows', () => {
    view.set(want(1));
    view.set(want(1, 2));
    view.set(want(1, 2, 3));
    expect(sent).toEqual([want(1)]);
    vi.advanceTimersByTime(VIEW_INTERVAL_MS);
    expect(sent).toEqual([want(1), want(1, 2, 3)]);
  });

  it('says nothing twice', () => {
    view.set(want(1));
    vi.advanceTimersByTime(1_000);
    view.set(want(1));
    vi.advanceTimersByTime(1_000);
    expect(sent).toHaveLength(1);
  });

  it('says it again on demand', () => {
    view.set(want(1));
    vi.advanceTimersByTime(1_000);
    view.repeat();
    expect(sent).toEqual([want(1), want(1)]);
  });

  it('forgets what is about sources of a former membership', () => {
    view.set(want(1));
    view.set(want(2));
    view.forget();
    vi.advanceTimersByTime(1_000);
    view.repeat();
    expect(sent).toEqual([want(1)]);
  });
});

describe('bounded', () => {
  it('keeps the order, each source once, whole pixels and a limit', () => {
    expect(
      bounded([
        { source: 2, height: 179.6 },
        { source: 1, height: 0 },
        { source: 2, height: 9 },
        { source: 3, height: Number.NaN },
        { source: 4, height: 1e9 },
      ]),
    ).toEqual([
      { source: 2, height: 180 },
      { source: 1, height: 1 },
      { source: 3, height: 1 },
      { source: 4, height: 4_320 },
    ]);
    expect(bounded(want(...Array.from({ length: 60 }, (_, i) => i + 1)))).toHaveLength(VIEW_MAX);
  });
});
