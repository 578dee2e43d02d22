// The space where the people are.

import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import { t } from '../../../i18n';
import { IconButton } from '../../../ui/IconButton';
import { useSize } from '../../../ui/useSize';
import { type Arrangement, arrange } from '../layout/arrange';
import type { TileInfo } from '../layout/tiles';
import { useUi } from '../uiContext';
import { Tile } from './Tile';
import { useHeard } from './useHeard';
import { useView } from './useView';
import './tiles.css';
import './tileMarks.css';

export function TileArea({ tiles, onStaged }: { tiles: TileInfo[]; onStaged: (staged: boolean) => void }) {
  const area = useRef<HTMLDivElement>(null);
  const { width, height } = useSize(area);
  const { ui, dispatch } = useUi();
  const { speaking, spoke, lastSpeaker } = useHeard();
  const { view, pinned, page } = ui;

  const scene = useMemo(
    () => arrange({ tiles, width, height, view, pinned, page, spoke, lastSpeaker }),
    [tiles, width, height, view, pinned, page, spoke, lastSpeaker],
  );
  useView(width > 0 && height > 0 ? scene.placed : null, speaking);
  useEffect(() => onStaged(scene.staged), [onStaged, scene.staged]);

  const pin = useCallback((key: string) => dispatch({ do: 'pin', key }), [dispatch]);
  return (
    <div className="tile-area">
      <div ref={area} className="tile-space">
        <ul className="tiles" aria-label={t('meeting.tiles')} data-layout={scene.staged ? 'stage' : 'tiles'}>
          {scene.placed.map(({ tile, rect }) => (
            <Tile
              key={tile.key}
              tile={tile}
              rect={rect}
              speaking={tile.kind === 'camera' && speaking.includes(tile.participant.id)}
              pinned={pinned === tile.key}
              onPin={tiles.length > 1 ? pin : null}
            />
          ))}
        </ul>
        {scene.more && <More more={scene.more} />}
      </div>
      {scene.pages > 1 && <Pager scene={scene} />}
    </div>
  );
}

function More({ more }: { more: NonNullable<Arrangement['more']> }) {
  const { dispatch } = useUi();
  const { x, y, width, height } = more.rect;
  return (
    <button
      type="button"
      className="tile-more"
      style={{ width, height, transform: `translate(${x}px, ${y}px)` }}
      onClick={() => dispatch({ do: 'panel', panel: 'people' })}
    >
      {t('meeting.more', { count: more.count })}
    </button>
  );
}

function Pager({ scene }: { scene: Arrangement }) {
  const { dispatch } = useUi();
  const turn = (by: number) => () => dispatch({ do: 'page', page: scene.page + by });
  return (
    <nav className="pager" aria-label={t('meeting.pages')}>
      <IconButton
        name={t('meeting.previousPage')}
        icon={<ChevronLeft size={20} />}
        isDisabled={scene.page === 0}
        onPress={turn(-1)}
      />
      <span className="figures quiet">{t('meeting.page_of', { page: scene.page + 1, pages: scene.pages })}</span>
      <IconButton
        name={t('meeting.nextPage')}
        icon={<ChevronRight size={20} />}
        isDisabled={scene.page >= scene.pages - 1}
        onPress={turn(1)}
      />
    </nav>
  );
}
