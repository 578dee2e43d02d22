// Which pictures to ask the server for: only what is on the screen, the stage first, then who speaks, then the rest.

import type { Wanted } from '../../model';
import type { TileInfo } from './tiles';

export interface ShownTile {
  tile: TileInfo;
  /** CSS pixels. */
  height: number;
  onStage: boolean;
}

export function wantedPictures(shown: readonly ShownTile[], speaking: readonly string[], pixelRatio: number): Wanted[] {
  const rank = ({ tile, onStage }: ShownTile) => {
    if (onStage) return 0;
    const spoken = speaking.indexOf(tile.participant.id);
    return spoken >= 0 && tile.kind === 'camera' ? 1 + spoken : 1000;
  };
  return shown
    .filter(({ tile, height }) => !tile.isSelf && tile.source !== null && height > 0)
    .map((entry, index) => ({ entry, index, rank: rank(entry) }))
    .sort((a, b) => a.rank - b.rank || a.index - b.index)
    .map(({ entry }) => ({ source: entry.tile.source ?? 0, height: Math.round(entry.height * pixelRatio) }));
}
