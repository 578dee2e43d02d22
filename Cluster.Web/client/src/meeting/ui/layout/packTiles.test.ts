// @vitest-environment node

import { describe, expect, it } from 'vitest';
import { packTiles, pageCapacity } from './packTiles';
import type { Rect } from './rect';

const inside = (rects: Rect[], width: number, height: number) =>
  rects.every(
    (one) =>
      one.x >= -0.01 && one.y >= -0.01 && one.x + one.width <= width + 0.01 && one.y + one.height <= height + 0.01,
  );
const apart = (a: Rect, b: Rect, gap: number) =>
  a.x + a.width + gap <= b.x + 0.01 ||
  b.x + b.width + gap <= a.x + 0.01 ||
  a.y + a.height + gap <= b.y + 0.01 ||
  b.y + b.height + gap <= a.y + 0.01;
const columnsOf = (rects: Rect[]) => new Set(rects.map((one) => Math.round(one.x))).size;

describe('packTiles', () => {
  const windows: [number, number][] = [
    [1408, 780],
    [374, 700],
    [1056, 780],
    [820, 400],
    [300, 1200],
  ];

  it.each(windows)('keeps 1 to 49 tiles inside %i × %i, apart, alike and in shape', (width, height) => {
    // A phone's camera is upright as its window is.
    const steepest = width < height ? 3 / 4 : 4 / 3;
    for (let n = 1; n <= 49; n++) {
      const rects = packTiles(n, width, height, { gap: 8 });
      expect(rects).toHaveLength(n);
      expect(inside(rects, width, height)).toBe(true);
      rects.forEach((one, index) => {
        // Tiles stand on whole pixels: a shape is right to within one of them.
        expect((one.width + 1) / one.height).toBeGreaterThanOrEqual(steepest - 0.001);
        expect(one.width / (one.height + 1)).toBeLessThanOrEqual(16 / 9 + 0.001);
        expect(Object.values(one).every(Number.isInteger)).toBe(true);
        expect([one.width, one.height]).toEqual([rects[0]?.width, rects[0]?.height]);
        for (const other of rects.slice(index + 1)) expect(apart(one, other, 8)).toBe(true);
      });
    }
  });

  it('is as good as any other number of columns', () => {
    const area = (rects: Rect[]) => rects.reduce((sum, one) => sum + one.width * one.height, 0);
    for (let n = 2; n <= 16; n++) {
      const best = area(packTiles(n, 1408, 780, { gap: 0 }));
      for (let columns = 1; columns <= n; columns++) {
        const rows = Math.ceil(n / columns);
        const width = Math.min(1408 / columns, (780 / rows) * (16 / 9));
        const height = Math.min(780 / rows, width / (4 / 3));
        // Up to a pixel of each tile's edges.
        expect(best).toBeGreaterThanOrEqual(n * (width - 1) * (height - 1));
      }
    }
  });

  it('puts two side by side in a wide window and one above the other on a phone', () => {
    expect(columnsOf(packTiles(2, 1408, 780))).toBe(2);
    expect(columnsOf(packTiles(2, 374, 700))).toBe(1);
  });

  it('puts the last row in the middle', () => {
    const [first, second, third] = packTiles(3, 1000, 740);
    if (!first || !second || !third) throw new Error('Three tiles were asked for.');
    expect(Math.abs(third.x + third.width / 2 - (first.x + second.x + second.width) / 2)).toBeLessThanOrEqual(1);
  });

  it('gives nothing for nobody and for no space', () => {
    expect(packTiles(0, 800, 600)).toEqual([]);
    expect(packTiles(3, 0, 600)).toEqual([]);
    expect(packTiles(3, 800, -1)).toEqual([]);
  });
});

describe('pageCapacity', () => {
  it('is 16 on a desk and on an upright phone, fewer where tiles would be too small, and never none', () => {
    expect(pageCapacity(1408, 780)).toBe(16);
    expect(pageCapacity(374, 650)).toBe(16);
    expect(pageCapacity(320, 400)).toBe(8);
    expect(pageCapacity(780, 260)).toBe(8);
    expect(pageCapacity(10, 10)).toBe(1);
  });
});
