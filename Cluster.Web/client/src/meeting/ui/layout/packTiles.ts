// Packs equal tiles so that they use the most of a space, by trying every number of columns.

import { fitRatio, RATIO_MAX, type Rect, ratioMinFor } from './rect';

interface Options {
  gap?: number;
  ratioMin?: number;
  ratioMax?: number;
}

/** `n` places in reading order; the last row stands in the middle. Empty for no tiles or no space. */
export function packTiles(n: number, width: number, height: number, options: Options = {}): Rect[] {
  const { gap = 8, ratioMin = ratioMinFor(width, height), ratioMax = RATIO_MAX } = options;
  if (n < 1 || width <= 0 || height <= 0) return [];

  let best = { columns: 0, rows: 0, width: 0, height: 0 };
  for (let columns = 1; columns <= n; columns++) {
    const rows = Math.ceil(n / columns);
    // A row that stays empty only makes tiles smaller.
    if ((rows - 1) * columns >= n) continue;
    const tile = fitRatio(
      (width - gap * (columns - 1)) / columns,
      (height - gap * (rows - 1)) / rows,
      ratioMin,
      ratioMax,
    );
    const wins = tile.width * tile.height > best.width * best.height * 1.0001;
    if (wins) best = { columns, rows, ...tile };
  }
  return best.columns === 0 ? [] : place(n, width, height, gap, best);
}

/** On whole pixels, so that edges are sharp; all tiles alike. */
function place(
  n: number,
  width: number,
  height: number,
  gap: number,
  grid: { columns: number; rows: number; width: number; height: number },
): Rect[] {
  const tile = { width: Math.floor(grid.width), height: Math.floor(grid.height) };
  const top = Math.floor((height - (grid.rows * tile.height + gap * (grid.rows - 1))) / 2);
  return Array.from({ length: n }, (_, index) => {
    const row = Math.floor(index / grid.columns);
    const inRow = Math.min(grid.columns, n - row * grid.columns);
    const left = Math.floor((width - (inRow * tile.width + gap * (inRow - 1))) / 2);
    return {
      x: left + (index % grid.columns) * (tile.width + gap),
      y: top + row * (tile.height + gap),
      ...tile,
    };
  });
}

/** Pixels a face needs at arm's length, and in the hand. */
const LEAST = { width: 150, height: 110 };
const LEAST_IN_HAND = { width: 112, height: 84 };

/** How many tiles a page holds so that none gets smaller than a face needs: 1..`most`. */
export function pageCapacity(width: number, height: number, most = 16, gap = 8): number {
  const least = width < height && width < 640 ? LEAST_IN_HAND : LEAST;
  const fits = Math.floor((width + gap) / (least.width + gap)) * Math.floor((height + gap) / (least.height + gap));
  return Math.max(1, Math.min(most, fits));
}
