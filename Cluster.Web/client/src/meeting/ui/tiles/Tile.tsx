// One tile: the picture, who it is, and how they are.

import { Hand, MicOff, Pin, PinOff, ScreenShare } from 'lucide-react';
import { memo } from 'react';
import { t } from '../../../i18n';
import type { Rect } from '../layout/rect';
import type { TileInfo } from '../layout/tiles';
import { PersonMenu } from '../panels/PersonMenu';
import { LevelRing } from './LevelRing';
import { TilePicture } from './TilePicture';

interface Props {
  tile: TileInfo;
  rect: Rect;
  speaking: boolean;
  pinned: boolean;
  onPin: ((key: string) => void) | null;
}

export const Tile = memo(function Tile({ tile, rect, speaking, pinned, onPin }: Props) {
  const { participant, kind, isSelf } = tile;
  const muted = kind === 'camera' && !participant.devices.microphoneOn;
  const small = rect.height < 130;
  const style = {
    width: rect.width,
    height: rect.height,
    transform: `translate(${rect.x}px, ${rect.y}px)`,
  };
  return (
    <li
      className={`tile is-${kind} ${small ? 'is-small' : ''}`}
      style={style}
      data-participant={participant.id}
      data-name={participant.name}
      data-kind={kind}
      data-muted={muted}
      data-camera={participant.devices.cameraOn ? 'on' : 'off'}
      data-speaking={speaking}
      onDoubleClick={onPin ? () => onPin(tile.key) : undefined}
    >
      <TilePicture tile={tile} size={rect.height} />
      {speaking && <LevelRing participant={participant.id} isSelf={isSelf} />}
      <PersonMenu person={participant} className="tile-menu" />
      {onPin && (
        <button
          type="button"
          className="tile-pin"
          aria-label={t(pinned ? 'meeting.unpin' : 'meeting.pin', { name: tileName(tile) })}
          aria-pressed={pinned}
          title={t(pinned ? 'meeting.unpinHint' : 'meeting.pinHint')}
          onClick={() => onPin(tile.key)}
          onDoubleClick={(event) => event.stopPropagation()}
        >
          {pinned ? <PinOff size={16} /> : <Pin size={16} />}
        </button>
      )}
      {participant.handRaisedAtMs != null && kind === 'camera' && (
        <span className="tile-hand">
          <Hand size={small ? 16 : 20} />
          <span className="only-spoken">{t('meeting.handUp')}</span>
        </span>
      )}
      {participant.presence === 'reconnecting' && kind === 'camera' && (
        <span className="tile-away">
          <span>{t('meeting.reconnecting')}</span>
        </span>
      )}
      <span className="tile-name">
        {muted && (
          <>
            <MicOff size={16} />
            <span className="only-spoken">{t('meeting.muted')}</span>
          </>
        )}
        {kind === 'screen' && <ScreenShare size={16} />}
        <span className="tile-name-text" dir="auto">
          {kind === 'camera' && isSelf ? t('common.you') : tileName(tile)}
        </span>
      </span>
    </li>
  );
});

export function tileName({ participant, kind }: TileInfo): string {
  return kind === 'screen' ? t('meeting.screenOf', { name: participant.name }) : participant.name;
}
