// Which devices there are of a kind, what each is called, and choosing one.

import { useMeeting } from '../../../app/sessionContext';
import { t } from '../../../i18n';
import type { DeviceChoice, MeetingSession, MeetingState } from '../../model';

export type DeviceKind = 'microphone' | 'camera' | 'speaker';

const CHOICE: Record<DeviceKind, (state: MeetingState) => DeviceChoice> = {
  microphone: (state) => state.local.microphones,
  camera: (state) => state.local.cameras,
  speaker: (state) => state.local.speakers,
};

export function useDeviceChoice(kind: DeviceKind): DeviceChoice {
  return useMeeting(CHOICE[kind]);
}

export function chooseDevice(session: MeetingSession, kind: DeviceKind, id: string): void {
  if (kind === 'microphone') void session.chooseMicrophone(id);
  else if (kind === 'camera') void session.chooseCamera(id);
  else void session.chooseSpeaker(id);
}

/** A device's name; browsers give none before they were allowed to use it. */
export function deviceLabel(kind: DeviceKind, label: string, index: number): string {
  return label === '' ? t('device.unnamed', { kind: t(`device.${kind}`), number: index + 1 }) : label;
}
