// A video element that shows one live track, and another one later without going blank between.

import { useEffect, useRef } from 'react';

interface Props {
  track: MediaStreamTrack;
  className?: string;
  /** Called with each track when its first frame is on the screen. */
  onFrame?: (track: MediaStreamTrack) => void;
}

export function LiveVideo({ track, className = '', onFrame }: Props) {
  const video = useRef<HTMLVideoElement>(null);
  const stream = useRef<MediaStream | null>(null);

  useEffect(() => {
    const element = video.current;
    if (!element) return;
    stream.current ??= new MediaStream();
    // Swapping the track inside the same stream shows no blank frame, a new srcObject does.
    for (const old of stream.current.getVideoTracks()) {
      if (old !== track) stream.current.removeTrack(old);
    }
    if (!stream.current.getVideoTracks().includes(track)) stream.current.addTrack(track);
    if (element.srcObject !== stream.current) element.srcObject = stream.current;
    element.play().catch(() => {
      // Interrupted by a newer load, or hidden: the autoplay attribute starts it when it may.
    });
  }, [track]);

  const told = useRef(onFrame);
  told.current = onFrame;
  useEffect(() => {
    const element = video.current;
    return element ? firstFrame(element, () => told.current?.(track)) : undefined;
  }, [track]);

  useEffect(() => {
    const element = video.current;
    return () => {
      if (element) element.srcObject = null;
    };
  }, []);

  return <video ref={video} className={className} autoPlay playsInline muted disablePictureInPicture />;
}

/** Calls back once, when a frame is shown from now on; the result takes that back. */
function firstFrame(element: HTMLVideoElement, shown: () => void): () => void {
  if ('requestVideoFrameCallback' in element) {
    const handle = element.requestVideoFrameCallback(shown);
    return () => element.cancelVideoFrameCallback(handle);
  }
  // Older browsers only tell that time goes on.
  const other = element as HTMLVideoElement;
  other.addEventListener('timeupdate', shown, { once: true });
  return () => other.removeEventListener('timeupdate', shown);
}
