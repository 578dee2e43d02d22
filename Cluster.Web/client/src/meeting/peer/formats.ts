// Which codecs, header extensions and layers are offered: only what is used, so that offers stay small.

/** Common ground of all browsers in a room. */
const VIDEO = ['video/vp8', 'video/rtx'];
const AUDIO = ['audio/opus'];

const EXTENSIONS = new Set([
  'urn:ietf:params:rtp-hdrext:sdes:mid',
  'urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id',
  'urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id',
  'urn:ietf:params:rtp-hdrext:ssrc-audio-level',
  'http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time',
  'http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01',
  'urn:3gpp:video-orientation',
]);

/** Layers of a camera, lowest first. */
export const cameraEncodings: RTCRtpEncodingParameters[] = [
  { rid: 'q', scaleResolutionDownBy: 4, maxBitrate: 150_000 },
  { rid: 'h', scaleResolutionDownBy: 2, maxBitrate: 500_000 },
  { rid: 'f', scaleResolutionDownBy: 1, maxBitrate: 1_700_000 },
];

export const screenEncodings: RTCRtpEncodingParameters[] = [{ maxBitrate: 2_500_000, maxFramerate: 30 }];

/** A layer's share: how much smaller than the camera's picture, or none. */
export interface Layer {
  scaleResolutionDownBy: number;
  active: boolean;
}

/**
 * Layers for a picture whose shorter side has this many pixels. Browsers send fewer layers of small pictures and
 * drop the last ones, so the full size moves down to a layer that is sent.
 */
export function layersFor(shorterSidePixels: number): Layer[] {
  const on = (scaleResolutionDownBy: number): Layer => ({ scaleResolutionDownBy, active: true });
  const off: Layer = { scaleResolutionDownBy: 1, active: false };
  if (shorterSidePixels >= 540) return [on(4), on(2), on(1)];
  if (shorterSidePixels >= 270) return [on(2), on(1), off];
  return [on(1), off, off];
}

/** The part of what the browser can that we use. */
export function preferred<T extends { mimeType: string }>(capable: readonly T[], kind: 'audio' | 'video'): T[] {
  const wanted = kind === 'audio' ? AUDIO : VIDEO;
  return capable.filter((codec) => wanted.includes(codec.mimeType.toLowerCase()));
}

interface NegotiableExtension {
  uri: string;
  direction: RTCRtpTransceiverDirection;
}

/** Newer than the DOM types; Chromium has it. */
interface WithExtensions {
  getHeaderExtensionsToNegotiate?(): NegotiableExtension[];
  setHeaderExtensionsToNegotiate?(extensions: NegotiableExtension[]): void;
}

/** Narrows a transceiver to the formats above; where the browser won't be told, its offer is merely longer. */
export function narrow(transceiver: RTCRtpTransceiver, kind: 'audio' | 'video'): void {
  const codecs = preferred(RTCRtpReceiver.getCapabilities?.(kind)?.codecs ?? [], kind);
  const negotiable = transceiver as unknown as WithExtensions;
  try {
    if (codecs.length > 0) transceiver.setCodecPreferences?.(codecs);
    const extensions = negotiable.getHeaderExtensionsToNegotiate?.();
    if (!extensions) return;
    for (const extension of extensions) if (!EXTENSIONS.has(extension.uri)) extension.direction = 'stopped';
    negotiable.setHeaderExtensionsToNegotiate?.(extensions);
  } catch (error) {
    console.warn('Formats could not be narrowed', error);
  }
}
