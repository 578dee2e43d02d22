// People for the tests of the layout.

import type { ParticipantInfo } from '../../model';
import { person } from '../../samples';
import { type TileInfo, tilesOf } from './tiles';

export function tilesFor(count: number, change: (n: number) => Partial<ParticipantInfo> = () => ({})): TileInfo[] {
  return tilesOf(
    Array.from({ length: count }, (_, index) => person(index + 1, change(index + 1))),
    'p1',
  );
}
