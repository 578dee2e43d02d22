// The menu beside microphone and camera: which device is used.

import { Check, ChevronUp } from 'lucide-react';
import { Button, Header, Menu, MenuItem, MenuSection, MenuTrigger, Popover } from 'react-aria-components';
import { useSession } from '../../../app/sessionContext';
import { t } from '../../../i18n';
import { chooseDevice, type DeviceKind, deviceLabel, useDeviceChoice } from './deviceChoice';

export default function DeviceMenu({ name, kinds }: { name: string; kinds: readonly DeviceKind[] }) {
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
