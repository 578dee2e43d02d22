// Why a device could not be had, from what browsers throw.

import type { DeviceProblem } from '../model';

/** A permission's state, or null where the browser does not tell. */
export type Permission = PermissionState | null;

/** The problem behind an error of getUserMedia or getDisplayMedia. */
export function problemOf(error: unknown, permission: Permission): DeviceProblem {
  const name = error instanceof Error || error instanceof DOMException ? error.name : '';
  const message = error instanceof Error || error instanceof DOMException ? error.message : '';
  switch (name) {
    case 'NotAllowedError':
    case 'PermissionDeniedError':
      // Chromium words it; elsewhere a permission that can still be asked for was not answered with a no.
      if (/dismiss/i.test(message)) return 'dismissed';
      return permission === 'prompt' ? 'dismissed' : 'denied';
    case 'SecurityError':
      return 'denied';
    case 'NotFoundError':
    case 'DevicesNotFoundError':
    case 'OverconstrainedError':
      return 'missing';
    case 'NotReadableError':
    case 'TrackStartError':
    case 'AbortError':
      return 'busy';
    default:
      return 'failed';
  }
}

/** What to do about one kind after both were refused in one prompt. */
export type AfterRefusal = 'try-alone' | 'denied' | 'dismissed';

/**
 * A refused prompt for microphone and camera may be about one of them only: the other is then tried alone. Nobody is
 * asked again for what was just dismissed.
 */
export function afterRefusal(own: Permission, other: Permission): AfterRefusal {
  if (own === 'denied' || own === null) return 'denied';
  if (own === 'granted') return 'try-alone';
  return other === 'denied' ? 'try-alone' : 'dismissed';
}
