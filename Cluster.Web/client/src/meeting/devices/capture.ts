// Asks the browser for microphones and cameras.

import type { DeviceProblem } from '../model';
import { afterRefusal, type Permission, problemOf } from './problem';

export type InputKind = 'microphone' | 'camera';
export type Captured = { track: MediaStreamTrack } | { problem: DeviceProblem };

/** How strictly a device id is meant: a remembered one is a wish, a chosen one is an order. */
export interface DeviceWish {
  id: string | null;
  exact: boolean;
}

/** Opens one device. */
export async function capture(kind: InputKind, wish: DeviceWish): Promise<Captured> {
  const missing = unavailable();
  if (missing) return { problem: missing };
  try {
    return taken(await navigator.mediaDevices.getUserMedia(constraints({ [kind]: wish })), kind);
  } catch (error) {
    return { problem: problemOf(error, await permissionOf(kind)) };
  }
}

/** Opens both with one prompt; where that fails, each as far as it goes alone. */
export async function captureBoth(wishes: Record<InputKind, DeviceWish>): Promise<Record<InputKind, Captured>> {
  const missing = unavailable();
  if (missing) return { microphone: { problem: missing }, camera: { problem: missing } };
  try {
    const stream = await navigator.mediaDevices.getUserMedia(constraints(wishes));
    return { microphone: taken(stream, 'microphone'), camera: taken(stream, 'camera') };
  } catch (error) {
    const refused = problemOf(error, null) === 'denied' || problemOf(error, null) === 'dismissed';
    const [microphone, camera] = await Promise.all([permissionOf('microphone'), permissionOf('camera')]);
    const alone = (kind: InputKind, own: Permission, other: Permission): Promise<Captured> | Captured => {
      const then = refused ? afterRefusal(own, other) : 'try-alone';
      return then === 'try-alone' ? capture(kind, wishes[kind]) : { problem: then };
    };
    // One after the other: two prompts at once confuse.
    const first = await alone('microphone', microphone, camera);
    return { microphone: first, camera: await alone('camera', camera, microphone) };
  }
}

function unavailable(): DeviceProblem | null {
  if ('mediaDevices' in navigator && navigator.mediaDevices !== undefined) return null;
  return window.isSecureContext ? 'failed' : 'insecure';
}

function taken(stream: MediaStream, kind: InputKind): Captured {
  const track = (kind === 'microphone' ? stream.getAudioTracks() : stream.getVideoTracks())[0];
  if (!track) return { problem: 'missing' };
  track.contentHint = kind === 'microphone' ? 'speech' : 'motion';
  return { track };
}

function constraints(wishes: Partial<Record<InputKind, DeviceWish>>): MediaStreamConstraints {
  const { microphone, camera } = wishes;
  return {
    audio: microphone
      ? { ...device(microphone), echoCancellation: true, noiseSuppression: true, autoGainControl: true }
      : false,
    video: camera
      ? { ...device(camera), width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } }
      : false,
  };
}

function device(wish: DeviceWish): MediaTrackConstraints {
  if (wish.id === null) return {};
  return { deviceId: wish.exact ? { exact: wish.id } : { ideal: wish.id } };
}

async function permissionOf(kind: InputKind): Promise<Permission> {
  try {
    return (await navigator.permissions.query({ name: kind as PermissionName })).state;
  } catch {
    return null; // Not every browser tells.
  }
}
