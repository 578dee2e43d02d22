// @vitest-environment node

import { describe, expect, it } from 'vitest';
import { person } from '../../samples';
import { hasStage, stageTile } from './chooseStage';
import { tilesFor } from './fixtures';
import { orderTiles } from './order';
import { speakingIds, tilesOf } from './tiles';

const sharing = { devices: { microphoneOn: true, cameraOn: true, screenOn: true } };
const keys = (tiles: { key: string }[]) => tiles.map((tile) => tile.key);

describe('tilesOf', () => {
  it('has one tile for each person and one for each screen shown', () => {
    const tiles = tilesOf([person(1), person(2, sharing)], 'p1');
    expect(keys(tiles)).toEqual(['p2:screen', 'p1:camera', 'p2:camera']);
    expect(tiles.map((tile) => tile.source)).toEqual([23, 12, 22]);
    expect(tiles.map((tile) => tile.isSelf)).toEqual([false, true, false]);
  });

  it('wants no picture of a camera that is off or not published', () => {
    const off = person(2, { devices: { microphoneOn: true, cameraOn: false, screenOn: false } });
    expect(tilesOf([off, person(3, { sources: [] })], 'p1').map((tile) => tile.source)).toEqual([null, null]);
  });
});

describe('speakingIds', () => {
  it('names the owners of microphones, loudest first and once, and nobody for other sources', () => {
    expect(speakingIds([person(1), person(2)], [21, 11, 21, 12, 999])).toEqual(['p2', 'p1']);
  });
});

describe('stage', () => {
  it('is there for a screen of somebody else, not for one’s own', () => {
    expect(hasStage('auto', tilesFor(3), null)).toBe(false);
    expect(
      hasStage(
        'auto',
        tilesFor(3, (n) => (n === 2 ? sharing : {})),
        null,
      ),
    ).toBe(true);
    expect(
      hasStage(
        'auto',
        tilesFor(3, (n) => (n === 1 ? sharing : {})),
        null,
      ),
    ).toBe(false);
  });

  it('follows the user, and a pin', () => {
    expect(hasStage('stage', tilesFor(3), null)).toBe(true);
    expect(
      hasStage(
        'tiles',
        tilesFor(3, () => sharing),
        null,
      ),
    ).toBe(false);
    expect(hasStage('auto', tilesFor(3), 'p2:camera')).toBe(true);
    expect(hasStage('auto', tilesFor(3), 'gone:camera')).toBe(false);
    expect(hasStage('stage', tilesFor(1), null)).toBe(false);
  });

  it('shows the pinned tile, else the newest screen, else who spoke last, else another person', () => {
    const tiles = tilesFor(4, (n) => (n === 2 || n === 3 ? sharing : {}));
    expect(stageTile(tiles, 'p4:camera', 'p2')?.key).toBe('p4:camera');
    expect(stageTile(tiles, null, 'p2')?.key).toBe('p3:screen');
    expect(stageTile(tilesFor(4), null, 'p3')?.key).toBe('p3:camera');
    expect(stageTile(tilesFor(4), null, 'p1')?.key).toBe('p2:camera');
    expect(stageTile([], null, null)).toBeNull();
  });
});

describe('orderTiles', () => {
  it('leaves the order alone when all fit', () => {
    expect(keys(orderTiles(tilesFor(3), 3, new Map([['p3', 9]])))).toEqual(['p1:camera', 'p2:camera', 'p3:camera']);
  });

  it('brings in who was heard for who was silent longest, and moves nobody else', () => {
    const spoke = new Map([
      ['p2', 5],
      ['p5', 9],
    ]);
    expect(keys(orderTiles(tilesFor(6), 3, spoke)).slice(0, 3)).toEqual(['p1:camera', 'p2:camera', 'p5:camera']);
  });

  it('never sends oneself or a screen out of sight', () => {
    const tiles = tilesFor(6, (n) => (n === 6 ? sharing : {}));
    const spoke = new Map([3, 4, 5, 6].map((n): [string, number] => [`p${n}`, n]));
    const first = keys(orderTiles(tiles, 3, spoke)).slice(0, 3);
    expect(first).toContain('p6:screen');
    expect(first).toContain('p1:camera');
  });

  it('keeps everybody', () => {
    const spoke = new Map([['p9', 1]]);
    expect(keys(orderTiles(tilesFor(12), 4, spoke)).sort()).toEqual(keys(tilesFor(12)).sort());
  });
});
