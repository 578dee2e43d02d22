// Shows one live track, and another one later without going blank or standing still between: the former goes on until the
// next one has its first frame.

import { useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';

interface Props {
  track: MediaStreamTrack;
  className?: string;
  /** Called with each track when its first frame is on the screen. */
  onFrame?: (track: MediaStreamTrack) => void;
}

/** A page that is not seen shows no frames to wait for. */
const UNSEEN_MS = 1_500;

export function LiveVideo({ track, className = '', onFrame }: Props) {
  const [shown, setShown] = useState(track);
  const told = useRef(onFrame);
  told.current = onFrame;
  const first = (one: MediaStreamTrack) => {
    // In the very frame: else the former is shown once more.
    flushSync(() => setShown(one));
    told.current?.(one);
  };
  return (
    <>
      {shown !== track && <Player key={shown.id} track={shown} className={className} />}
      <Player
        key={track.id}
        track={track}
        className={shown === track ? className : `${className} is-coming`}
        onFrame={first}
      />
    </>
  );
}

function Player({ track, className, onFrame }: Props) {
  const video = useRef<HTMLVideoElement>(null);
  const told = useRef(onFrame);
  told.current = onFrame;

  useEffect(() => {
    const element = video.current;
    if (!element) return;
    element.srcObject = new MediaStream([track]);
    element.play().catch(() => {
      // Interrupted by a newer load, or hidden: the autoplay attribute starts it when it may.
    });
    const stop = firstFrame(element, () => told.current?.(track));
    return () => {
      stop();
      element.srcObject = null;
    };
  }, [track]);

  return <video ref={video} className={className} autoPlay playsInline muted disablePictureInPicture />;
}

/** Calls back once, when a frame is shown from now on; the result takes that back. */
function firstFrame(element: HTMLVideoElement, shown: () => void): () => void {
  let unseen: ReturnType<typeof setTimeout> | undefined;
  const once = () => {
    clearTimeout(unseen);
    shown();
  };
  if (document.visibilityState === 'hidden') unseen = setTimeout(once, UNSEEN_MS);
  if ('requestVideoFrameCallback' in element) {
    const handle = element.requestVideoFrameCallback(once);
    return () => {
      clearTimeout(unseen);
      element.cancelVideoFrameCallback(handle);
    };
  }
  // Older browsers only tell that time goes on.
  const other = element as HTMLVideoElement;
  other.addEventListener('timeupdate', once, { once: true });
  return () => {
    clearTimeout(unseen);
    other.removeEventListener('timeupdate', once);
  };
}
