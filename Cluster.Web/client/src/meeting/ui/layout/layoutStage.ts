// One tile on a stage, the others small in a filmstrip beside it or, in an upright window, below it.

import { packTiles } from './packTiles';
import { centre, fitRatio, type Rect, ratioMinFor, whole } from './rect';

export interface StageLayout {
  stage: Rect;
  /** Places of the filmstrip, first the most important. */
  strip: Rect[];
  /** Where "n more" stands, when not all have a place. */
  more: Rect | null;
}

/** Pixels a tile below a shared screen has at least. */
const BELOW_WIDTH_MIN = 104;
const BELOW_HEIGHT_MIN = 84;

/** `uncropped`: the tile on the stage may have any shape, because its picture is shown whole. `gap` in CSS pixels. */
export function layoutStage(others: number, width: number, height: number, uncropped: boolean, gap = 8): StageLayout {
  if (width <= 0 || height <= 0) return { stage: { x: 0, y: 0, width: 0, height: 0 }, strip: [], more: null };
  const all: Rect = { x: 0, y: 0, width, height };
  if (others < 1) return { stage: onStage(all, uncropped), strip: [], more: null };
  if (width > height * 1.15) return stripBeside(others, all, uncropped, gap);
  return uncropped ? peopleBelow(others, all, gap) : stripBelow(others, all, gap);
}

function stripBeside(others: number, all: Rect, uncropped: boolean, gap: number): StageLayout {
  const most = Math.min(240, Math.max(120, all.width * 0.17));
  // Somewhat smaller tiles where all of them fit then.
  const fitting = (((all.height - gap * (others - 1)) / others) * 16) / 9;
  const tileWidth = Math.round(Math.min(most, Math.max(most * 0.65, fitting)));
  const tileHeight = Math.floor((tileWidth * 9) / 16);
  const room = Math.max(1, Math.floor((all.height + gap) / (tileHeight + gap)));
  const shown = Math.min(others, room);
  const top = Math.round((all.height - (shown * tileHeight + (shown - 1) * gap)) / 2);
  const places = Array.from({ length: shown }, (_, index) => ({
    x: all.width - tileWidth,
    y: top + index * (tileHeight + gap),
    width: tileWidth,
    height: tileHeight,
  }));
  return withMore(others, places, onStage({ ...all, width: all.width - tileWidth - gap }, uncropped));
}

/** One row, as high as leaves the stage enough, and so narrow that four stand beside each other on a phone. */
function stripBelow(others: number, all: Rect, gap: number): StageLayout {
  const tileWidth = Math.floor(Math.min(200, (all.height * 0.15 * 4) / 3, (all.width - 3 * gap) / 4));
  const tileHeight = Math.round((tileWidth * 3) / 4);
  const room = Math.max(1, Math.floor((all.width + gap) / (tileWidth + gap)));
  const shown = Math.min(others, room);
  const left = Math.round((all.width - (shown * tileWidth + (shown - 1) * gap)) / 2);
  const places = Array.from({ length: shown }, (_, index) => ({
    x: left + index * (tileWidth + gap),
    y: all.height - tileHeight,
    width: tileWidth,
    height: tileHeight,
  }));
  return withMore(others, places, onStage({ ...all, height: all.height - tileHeight - gap }, false));
}

/** A screen is flat and an upright window is not: the screen takes what it can use, the people what is left. */
function peopleBelow(others: number, all: Rect, gap: number): StageLayout {
  const stageHeight = Math.round(Math.min(all.height * 0.6, all.width * 0.75));
  const top = stageHeight + gap;
  const left = all.height - top;
  const columns = Math.max(1, Math.floor((all.width + gap) / (BELOW_WIDTH_MIN + gap)));
  const rows = Math.max(1, Math.floor((left + gap) / (BELOW_HEIGHT_MIN + gap)));
  const shown = Math.min(others, columns * rows);
  const places = packTiles(shown, all.width, left, { gap }).map((rect) => ({ ...rect, y: rect.y + top }));
  return withMore(others, places, { ...all, height: stageHeight });
}

function onStage(space: Rect, uncropped: boolean): Rect {
  return whole(
    uncropped ? space : centre(fitRatio(space.width, space.height, ratioMinFor(space.width, space.height)), space),
  );
}

/** Gives the last place to "n more" where not everybody fits. */
function withMore(others: number, places: Rect[], stage: Rect): StageLayout {
  if (others <= places.length) return { stage, strip: places, more: null };
  return { stage, strip: places.slice(0, -1), more: places[places.length - 1] ?? null };
}
