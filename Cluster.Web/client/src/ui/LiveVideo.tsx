// A video element that shows one live track, and another one later without going blank between.

import { useEffect, useRef } from 'react';

interface Props {
  track: MediaStreamTrack;
  className?: string;
  /** Called when the first frames are on the screen. */
  onPlaying?: () => void;
}

export function LiveVideo({ track, className = '', onPlaying }: Props) {
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

  useEffect(() => {
    const element = video.current;
    return () => {
      if (element) element.srcObject = null;
    };
  }, []);

  return (
    <video ref={video} className={className} autoPlay playsInline muted disablePictureInPicture onPlaying={onPlaying} />
  );
}
