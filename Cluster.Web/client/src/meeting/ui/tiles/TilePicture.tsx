// What fills a tile: a picture, a picture that is coming, or the initials of somebody without one.

import { useState } from 'react';
import { useMeeting } from '../../../app/sessionContext';
import { t } from '../../../i18n';
import { Initials } from '../../../ui/Initials';
import { LiveVideo } from '../../../ui/LiveVideo';
import type { TileInfo } from '../layout/tiles';
import { OwnScreen } from './OwnScreen';

export function TilePicture({ tile, size }: { tile: TileInfo; size: number }) {
  if (tile.kind === 'screen' && tile.isSelf) return <OwnScreen small={size < 220} />;
  if (tile.isSelf) return <OwnCamera tile={tile} size={size} />;
  return <RemotePicture tile={tile} size={size} />;
}

function OwnCamera({ tile, size }: { tile: TileInfo; size: number }) {
  const track = useMeeting(({ local }) => (local.camera.on ? local.camera.track : null));
  if (track === null) return <NoPicture name={tile.participant.name} size={size} />;
  return <LiveVideo track={track} className="tile-video mirrored" />;
}

function RemotePicture({ tile, size }: { tile: TileInfo; size: number }) {
  const { source, participant, kind } = tile;
  const track = useMeeting((state) => (source === null ? null : (state.pictures[source]?.track ?? null)));
  // The frames on the screen are this source's once its first ones play.
  const [playing, setPlaying] = useState<number | null>(null);
  const isOn = kind === 'screen' || participant.devices.cameraOn;
  if (!isOn) return <NoPicture name={participant.name} size={size} />;
  const ready = track !== null && playing === source;
  return (
    <>
      {track !== null && (
        <LiveVideo
          track={track}
          className={`tile-video ${kind === 'screen' ? 'whole' : ''}`}
          onPlaying={() => setPlaying(source)}
        />
      )}
      {!ready && (
        <div className="tile-loading">
          {kind === 'camera' && <Initials name={participant.name} size={signSize(size)} />}
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
