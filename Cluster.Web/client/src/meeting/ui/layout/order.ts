// Who comes first where not everybody fits: the order stays as it is, and only a speaker who is out of sight moves in.

import type { TileInfo } from './tiles';

/**
 * `spoke` holds when each participant was last heard (Unix ms). The first `capacity` places keep their
 * people; one who was heard and is out of sight takes the place of the one silent for longest.
 */
export function orderTiles(
  tiles: readonly TileInfo[],
  capacity: number,
  spoke: ReadonlyMap<string, number>,
): TileInfo[] {
  if (tiles.length <= capacity) return [...tiles];
  const order = [...tiles];
  const heard = (tile: TileInfo) => (fixed(tile) ? Number.POSITIVE_INFINITY : (spoke.get(tile.participant.id) ?? 0));

  const outside = order.slice(capacity).sort((a, b) => heard(b) - heard(a));
  for (const speaker of outside) {
    let quietest = 0;
    for (let index = 1; index < capacity; index++) {
      if (at(order, index, heard) <= at(order, quietest, heard)) quietest = index;
    }
    if (heard(speaker) <= at(order, quietest, heard)) break;
    const from = order.indexOf(speaker);
    const out = order[quietest];
    if (out === undefined) break;
    order[quietest] = speaker;
    order[from] = out;
  }
  return order;
}

function fixed(tile: TileInfo): boolean {
  return tile.isSelf || tile.kind === 'screen';
}

function at(order: readonly TileInfo[], index: number, heard: (tile: TileInfo) => number): number {
  const tile = order[index];
  return tile === undefined ? Number.POSITIVE_INFINITY : heard(tile);
}
