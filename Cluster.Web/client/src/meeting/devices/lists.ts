// Which devices there are, as the menus show them.

import type { Device, DeviceChoice, LocalMedia } from '../model';

export type DeviceLists = Pick<LocalMedia, 'microphones' | 'cameras' | 'speakers'>;

/** What is in use or remembered, by kind. */
export interface ChosenDevices {
  microphone: string | null;
  camera: string | null;
  speaker: string | null;
}

/** Reads the devices; empty where the browser hides them until it is allowed to tell. */
export async function listDevices(chosen: ChosenDevices): Promise<DeviceLists> {
  let found: MediaDeviceInfo[];
  try {
    found = await navigator.mediaDevices.enumerateDevices();
  } catch {
    found = []; // No media devices in this context; opening one says why.
  }
  return arrange(found, chosen, canChooseSpeaker());
}

/** Sorts what `enumerateDevices` gave into the menus. */
export function arrange(found: MediaDeviceInfo[], chosen: ChosenDevices, withSpeakers: boolean): DeviceLists {
  return {
    microphones: choice(found, 'audioinput', chosen.microphone),
    cameras: choice(found, 'videoinput', chosen.camera),
    speakers: withSpeakers ? choice(found, 'audiooutput', chosen.speaker) : { devices: [], chosen: null },
  };
}

/** Whether sound can be sent to another output than the system's. */
export function canChooseSpeaker(): boolean {
  return 'setSinkId' in HTMLMediaElement.prototype;
}

function choice(found: MediaDeviceInfo[], kind: MediaDeviceKind, chosen: string | null): DeviceChoice {
  const devices: Device[] = [];
  for (const { deviceId: id, label, kind: is } of found) {
    // Without permission ids are empty; `communications` is another name for a device that is listed already.
    if (is !== kind || id === '' || id === 'communications' || devices.some((device) => device.id === id)) continue;
    devices.push({ id, label });
  }
  const known = devices.some((device) => device.id === chosen);
  return { devices, chosen: known ? chosen : (devices[0]?.id ?? null) };
}
