// What fills a tile: a picture, a picture that is coming, or the initials of somebody without one.

import { useEffect, useState } from 'react';
import { useMeeting } from '../../../app/sessionContext';
import { t } from '../../../i18n';
import { Initials } from '../../../ui/Initials';
import { LiveVideo } from '../../../ui/LiveVideo';
import { OwnVideo } from '../../../ui/OwnVideo';
import { useHeldFor } from '../hooks';
import type { TileInfo } from '../layout/tiles';
import { OwnScreen } from './OwnScreen';

/** A picture that takes longer may not come at all: then the tile says whose it is. */
const PATIENCE_MS = 8000;

export function TilePicture({ tile, size }: { tile: TileInfo; size: number }) {
  if (tile.kind === 'screen' && tile.isSelf) return <OwnScreen small={size < 220} />;
  if (tile.isSelf) return <OwnCamera tile={tile} size={size} />;
  return <RemotePicture tile={tile} size={size} />;
}

function OwnCamera({ tile, size }: { tile: TileInfo; size: number }) {
  const track = useMeeting(({ local }) => (local.camera.on ? local.camera.track : null));
  if (track === null) return <NoPicture name={tile.participant.name} size={size} />;
  return <OwnVideo track={track} className="tile-video" />;
}

function RemotePicture({ tile, size }: { tile: TileInfo; size: number }) {
  const isOn = tile.kind === 'screen' || tile.participant.devices.cameraOn;
  return isOn ? <ComingPicture tile={tile} size={size} /> : <NoPicture name={tile.participant.name} size={size} />;
}

function ComingPicture({ tile, size }: { tile: TileInfo; size: number }) {
  const { source, participant, kind } = tile;
  const track = useMeeting((state) => (source === null ? null : (state.pictures[source]?.track ?? null)));
  // A new connection brings new tracks: the former one's picture stays until the first frame.
  const [shown, setShown] = useState<MediaStreamTrack | null>(null);
  useEffect(() => {
    if (track === null) setShown(null);
  }, [track]);
  const ready = track !== null && shown !== null;
  const late = useHeldFor(!ready, PATIENCE_MS);
  return (
    <>
      {track !== null && (
        <LiveVideo track={track} className={`tile-video ${kind === 'screen' ? 'whole' : ''}`} onFrame={setShown} />
      )}
      {!ready && (
        <div className={`tile-loading ${late ? 'is-late' : ''}`}>
          {late && kind === 'camera' && <Initials name={participant.name} size={signSize(size)} />}
          <span className="only-spoken">{t('meeting.loadingPicture')}</span>
        </div>
      )}
    </>
  );
}

function NoPicture({ name, size }: { name: string; size: number }) {
  return (
    <div className="tile-initials">
      <Initials name={name} size={signSize(size)} />
    </div>
  );
}

/** CSS pixels of the initials' sign in a tile of this height. */
function signSize(height: number): number {
  return Math.round(Math.min(140, Math.max(36, height * 0.38)));
}
