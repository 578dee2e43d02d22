// The menu beside microphone and camera: which device is used.

import { Check, ChevronUp } from 'lucide-react';
import { Button, Header, Menu, MenuItem, MenuSection, MenuTrigger, Popover } from 'react-aria-components';
import { useMeeting, useSession } from '../../../app/sessionContext';
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

export function DeviceMenu({ name, kinds }: { name: string; kinds: readonly DeviceKind[] }) {
  return (
    <MenuTrigger>
      <Button aria-label={name} className="icon-button device-chevron">
        <ChevronUp size={16} />
      </Button>
      <Popover className="popover" placement="top" offset={10}>
        <Menu className="menu" aria-label={name}>
          {kinds.map((kind) => (
            <DeviceSection key={kind} kind={kind} />
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

function DeviceSection({ kind }: { kind: DeviceKind }) {
  const session = useSession();
  const { devices, chosen } = useDeviceChoice(kind);
  // A browser that cannot choose the output lists none: then there is nothing to say about it.
  if (kind === 'speaker' && devices.length === 0) return null;
  return (
    <MenuSection
      selectionMode="single"
      selectedKeys={chosen === null ? [] : [chosen]}
      disallowEmptySelection
      onSelectionChange={(keys) => {
        const [id] = keys === 'all' ? [] : [...keys];
        if (id !== undefined) chooseDevice(session, kind, String(id));
      }}
    >
      <Header className="menu-head">{t(`device.${kind}`)}</Header>
      {devices.length === 0 ? (
        <MenuItem className="menu-item" isDisabled textValue={t('device.none')}>
          {t('device.none')}
        </MenuItem>
      ) : (
        devices.map((device, index) => {
          const label = deviceLabel(kind, device.label, index);
          return (
            <MenuItem key={device.id} id={device.id} className="menu-item" textValue={label}>
              <Check size={16} className="menu-check" />
              <span className="menu-text">{label}</span>
            </MenuItem>
          );
        })
      )}
    </MenuSection>
  );
}
