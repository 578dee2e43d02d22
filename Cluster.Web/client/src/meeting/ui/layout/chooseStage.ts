// Decides between tiles and stage, and who stands on it.

import type { TileInfo } from './tiles';

export type View = 'auto' | 'tiles' | 'stage';

/** Whether there is a stage: as the user said, else when something is pinned or a screen of somebody else is shown. */
export function hasStage(view: View, tiles: readonly TileInfo[], pinned: string | null): boolean {
  if (tiles.length < 2) return false;
  if (view !== 'auto') return view === 'stage';
  return tiles.some((tile) => tile.key === pinned || (tile.kind === 'screen' && !tile.isSelf));
}

/**
 * The tile on the stage: the pinned one, else the newest screen of somebody else, else who spoke last
 * (it stays when all are silent), else the first other person. `lastSpeaker` is a participant's id.
 */
export function stageTile(
  tiles: readonly TileInfo[],
  pinned: string | null,
  lastSpeaker: string | null,
): TileInfo | null {
  const others = tiles.filter((tile) => !tile.isSelf);
  return (
    tiles.find((tile) => tile.key === pinned) ??
    others.findLast((tile) => tile.kind === 'screen') ??
    others.find((tile) => tile.participant.id === lastSpeaker) ??
    others[0] ??
    tiles[0] ??
    null
  );
}
