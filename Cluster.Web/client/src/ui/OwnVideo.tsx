// One's own camera, mirrored where that is wished.

import { LiveVideo } from './LiveVideo';
import { looksAway, useMirrored } from './mirror';

export function OwnVideo({ track, className = '' }: { track: MediaStreamTrack; className?: string }) {
  const mirrored = useMirrored() && !looksAway(track);
  return <LiveVideo track={track} className={`${className} ${mirrored ? 'mirrored' : ''}`} />;
}
