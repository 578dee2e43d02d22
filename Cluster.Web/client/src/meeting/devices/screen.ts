// Sharing the screen: asks for it, and notices when the browser's own button ends it.

export type ScreenOutcome =
  | { picture: MediaStreamTrack; sound: MediaStreamTrack | null }
  /** `cancelled`: the user closed the chooser, which is no problem. */
  | { failed: 'cancelled' | 'denied' | 'failed' | 'unsupported' };

/** Opens the browser's chooser. Call it from a click. */
export async function captureScreen(): Promise<ScreenOutcome> {
  if (!navigator.mediaDevices || !('getDisplayMedia' in navigator.mediaDevices)) return { failed: 'unsupported' };
  const video: MediaTrackConstraints = { frameRate: { ideal: 30, max: 30 } };
  // What is shared is not a voice: nothing may "improve" it.
  const audio: MediaTrackConstraints = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };
  try {
    return taken(await navigator.mediaDevices.getDisplayMedia({ video, audio }));
  } catch (error) {
    const outcome = screenFailure(error);
    if (outcome !== 'failed') return { failed: outcome };
    try {
      // The sound is what some systems cannot capture.
      return taken(await navigator.mediaDevices.getDisplayMedia({ video }));
    } catch (again) {
      return { failed: screenFailure(again) };
    }
  }
}

/** What an error of getDisplayMedia means. */
export function screenFailure(error: unknown): 'cancelled' | 'denied' | 'failed' {
  if (!(error instanceof Error || error instanceof DOMException)) return 'failed';
  if (error.name === 'NotAllowedError') return /system/i.test(error.message) ? 'denied' : 'cancelled';
  if (error.name === 'AbortError') return 'cancelled';
  return error.name === 'SecurityError' ? 'denied' : 'failed';
}

function taken(stream: MediaStream): ScreenOutcome {
  const picture = stream.getVideoTracks()[0];
  if (!picture) return { failed: 'failed' };
  // Text must stay sharp; frames may wait.
  picture.contentHint = 'detail';
  const sound = stream.getAudioTracks()[0] ?? null;
  if (sound) sound.contentHint = 'music';
  return { picture, sound };
}
