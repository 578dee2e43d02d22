// @vitest-environment node

import { describe, expect, it } from 'vitest';
import { arrange, type Scene } from './arrange';
import { tilesFor } from './fixtures';
import { wantedPictures } from './wanted';

const scene = (over: Partial<Scene>): Scene => ({
  tiles: tilesFor(4),
  width: 1400,
  height: 780,
  view: 'auto',
  pinned: null,
  page: 0,
  spoke: new Map(),
  lastSpeaker: null,
  ...over,
});

describe('arrange', () => {
  it('places everybody in the order of the document', () => {
    const { placed, staged, pages } = arrange(scene({}));
    expect(placed.map(({ tile }) => tile.key)).toEqual(['p1:camera', 'p2:camera', 'p3:camera', 'p4:camera']);
    expect([staged, pages]).toEqual([false, 1]);
  });

  it('has pages when there are more than fit, and none after the last', () => {
    const many = scene({ tiles: tilesFor(20) });
    expect(arrange(many).placed).toHaveLength(16);
    expect(arrange({ ...many, page: 1 }).placed).toHaveLength(4);
    expect(arrange({ ...many, page: 7 }).page).toBe(1);
  });

  it('puts the pinned tile on the stage without moving it in the document', () => {
    const { placed, staged } = arrange(scene({ pinned: 'p3:camera' }));
    expect(staged).toBe(true);
    expect(placed.map(({ onStage }) => onStage)).toEqual([false, false, true, false]);
  });

  it('counts who has no place in the filmstrip', () => {
    const { placed, more } = arrange(scene({ tiles: tilesFor(30), view: 'stage' }));
    expect((more?.count ?? 0) + placed.length).toBe(30);
  });

  it('places nobody before the space is known', () => {
    expect(arrange(scene({ width: 0 })).placed).toEqual([]);
  });
});

describe('wantedPictures', () => {
  const shown = (over: Partial<Scene>) => {
    const { placed } = arrange(scene(over));
    return placed.map(({ tile, rect, onStage }) => ({ tile, height: rect.height, onStage }));
  };

  it('asks for what is shown of others, in device pixels', () => {
    const wanted = wantedPictures(shown({}), [], 2);
    expect(wanted.map(({ source }) => source)).toEqual([22, 32, 42]);
    expect(wanted[0]?.height).toBe(Math.round((shown({})[1]?.height ?? 0) * 2));
  });

  it('has the stage first, then who speaks, then the rest', () => {
    const wanted = wantedPictures(shown({ tiles: tilesFor(5), pinned: 'p4:camera' }), ['p5', 'p3'], 1);
    expect(wanted.map(({ source }) => source)).toEqual([42, 52, 32, 22]);
  });

  it('asks only for the page on the screen', () => {
    const wanted = wantedPictures(shown({ tiles: tilesFor(20), page: 1 }), [], 1);
    expect(wanted.map(({ source }) => source)).toEqual([172, 182, 192, 202]);
  });

  it('asks for nothing where the camera is off', () => {
    const off = { devices: { microphoneOn: true, cameraOn: false, screenOn: false } };
    expect(wantedPictures(shown({ tiles: tilesFor(3, () => off) }), [], 1)).toEqual([]);
  });
});
