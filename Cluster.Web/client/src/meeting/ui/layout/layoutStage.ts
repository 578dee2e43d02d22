// One tile on a stage, the others small in a filmstrip beside it or, in a tall window, below it.

import { centre, fitRatio, type Rect } from './rect';

export interface StageLayout {
  stage: Rect;
  /** Places of the filmstrip, first the most important. */
  strip: Rect[];
  /** Where "n more" stands, when not all have a place. */
  more: Rect | null;
}

/** `whole`: the tile on the stage is not cropped, so it may have any shape. `gap` in CSS pixels. */
export function layoutStage(others: number, width: number, height: number, whole: boolean, gap = 8): StageLayout {
  if (width <= 0 || height <= 0) return { stage: { x: 0, y: 0, width: 0, height: 0 }, strip: [], more: null };
  const all: Rect = { x: 0, y: 0, width, height };
  if (others < 1) return { stage: onStage(all, whole), strip: [], more: null };
  return width > height * 1.15 ? stripBeside(others, all, whole, gap) : stripBelow(others, all, whole, gap);
}

function stripBeside(others: number, all: Rect, whole: boolean, gap: number): StageLayout {
  const most = Math.min(240, Math.max(120, all.width * 0.17));
  // Somewhat smaller tiles where all of them fit then.
  const fitting = (((all.height - gap * (others - 1)) / others) * 16) / 9;
  const tileWidth = Math.round(Math.min(most, Math.max(most * 0.65, fitting)));
  const tileHeight = Math.floor((tileWidth * 9) / 16);
  const room = Math.max(1, Math.floor((all.height + gap) / (tileHeight + gap)));
  const shown = Math.min(others, room);
  const top = (all.height - (shown * tileHeight + (shown - 1) * gap)) / 2;
  const places = Array.from({ length: shown }, (_, index) => ({
    x: all.width - tileWidth,
    y: top + index * (tileHeight + gap),
    width: tileWidth,
    height: tileHeight,
  }));
  return withMore(others, places, onStage({ ...all, width: all.width - tileWidth - gap }, whole));
}

function stripBelow(others: number, all: Rect, whole: boolean, gap: number): StageLayout {
  // As high as leaves the stage enough, and so narrow that four stand beside each other on a phone.
  const tileWidth = Math.floor(Math.min(200, (all.height * 0.15 * 4) / 3, (all.width - 3 * gap) / 4));
  const tileHeight = Math.round((tileWidth * 3) / 4);
  const room = Math.max(1, Math.floor((all.width + gap) / (tileWidth + gap)));
  const shown = Math.min(others, room);
  const left = (all.width - (shown * tileWidth + (shown - 1) * gap)) / 2;
  const places = Array.from({ length: shown }, (_, index) => ({
    x: left + index * (tileWidth + gap),
    y: all.height - tileHeight,
    width: tileWidth,
    height: tileHeight,
  }));
  return withMore(others, places, onStage({ ...all, height: all.height - tileHeight - gap }, whole));
}

function onStage(space: Rect, whole: boolean): Rect {
  return whole ? space : centre(fitRatio(space.width, space.height), space);
}

/** Gives the last place to "n more" where not everybody fits. */
function withMore(others: number, places: Rect[], stage: Rect): StageLayout {
  if (others <= places.length) return { stage, strip: places, more: null };
  return { stage, strip: places.slice(0, -1), more: places[places.length - 1] ?? null };
}
