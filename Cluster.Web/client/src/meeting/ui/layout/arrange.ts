// Where every tile stands: the one function between who is in the meeting and what is on the screen.

import { hasStage, stageTile, type View } from './chooseStage';
import { layoutStage } from './layoutStage';
import { orderTiles } from './order';
import { packTiles, pageCapacity } from './packTiles';
import type { Rect } from './rect';
import type { TileInfo } from './tiles';

export interface Scene {
  tiles: readonly TileInfo[];
  width: number;
  height: number;
  view: View;
  pinned: string | null;
  page: number;
  /** When each participant was last heard (Unix ms). */
  spoke: ReadonlyMap<string, number>;
  lastSpeaker: string | null;
}

export interface Placed {
  tile: TileInfo;
  rect: Rect;
  onStage: boolean;
}

export interface Arrangement {
  /** In the order of `tiles`, so that no element moves in the document when it moves on the screen. */
  placed: Placed[];
  staged: boolean;
  page: number;
  pages: number;
  /** Those of the filmstrip who have no place, and where that is said. */
  more: { count: number; rect: Rect } | null;
}

export function arrange(scene: Scene): Arrangement {
  if (scene.width <= 0 || scene.height <= 0) return { placed: [], staged: false, page: 0, pages: 1, more: null };
  return hasStage(scene.view, scene.tiles, scene.pinned) ? arrangeStage(scene) : arrangeTiles(scene);
}

function arrangeTiles(scene: Scene): Arrangement {
  const { tiles, width, height } = scene;
  const capacity = pageCapacity(width, height);
  const pages = Math.max(1, Math.ceil(tiles.length / capacity));
  const page = Math.min(scene.page, pages - 1);
  const onPage = orderTiles(tiles, capacity, scene.spoke).slice(page * capacity, (page + 1) * capacity);
  const rects = packTiles(onPage.length, width, height);
  return { placed: inOrder(tiles, onPage, rects, null), staged: false, page, pages, more: null };
}

function arrangeStage(scene: Scene): Arrangement {
  const { tiles, width, height } = scene;
  const chosen = stageTile(tiles, scene.pinned, scene.lastSpeaker);
  const others = tiles.filter((tile) => tile !== chosen);
  const layout = layoutStage(others.length, width, height, chosen?.kind === 'screen');
  const strip = orderTiles(others, layout.strip.length, scene.spoke).slice(0, layout.strip.length);
  const shown = chosen === null ? strip : [chosen, ...strip];
  const rects = chosen === null ? layout.strip : [layout.stage, ...layout.strip];
  return {
    placed: inOrder(tiles, shown, rects, chosen),
    staged: true,
    page: 0,
    pages: 1,
    more: layout.more === null ? null : { count: others.length - strip.length, rect: layout.more },
  };
}

function inOrder(
  tiles: readonly TileInfo[],
  shown: readonly TileInfo[],
  rects: readonly Rect[],
  stage: TileInfo | null,
): Placed[] {
  const place = new Map(shown.map((tile, index) => [tile.key, rects[index]]));
  return tiles.flatMap((tile) => {
    const rect = place.get(tile.key);
    return rect === undefined ? [] : [{ tile, rect, onStage: tile === stage }];
  });
}
