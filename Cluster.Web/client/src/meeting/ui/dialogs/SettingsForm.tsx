// The devices, one choice each; also where a phone's bar has no room for their menus.

import { useId } from 'react';
import { useMeeting, useSession } from '../../../app/sessionContext';
import { t } from '../../../i18n';
import { Check } from '../../../ui/Check';
import { Meter } from '../../../ui/Meter';
import { setMirrored, useMirrored } from '../../../ui/mirror';
import { DeviceProblems } from '../controls/DeviceProblems';
import { chooseDevice, type DeviceKind, deviceLabel, useDeviceChoice } from '../controls/deviceChoice';

export function SettingsForm() {
  const session = useSession();
  const hears = useMeeting((state) => state.local.microphone.on);
  const mirrored = useMirrored();
  return (
    <div className="dialog-form">
      <DeviceSelect kind="microphone" />
      <div className="settings-level">
        <Meter level={() => (hears ? session.microphoneLevel() : 0)} label={t('prejoin.level')} />
        <p className="quiet">{hears ? t('prejoin.levelHint') : t('prejoin.levelOff')}</p>
      </div>
      <DeviceSelect kind="speaker" />
      <DeviceSelect kind="camera" />
      <Check label={t('settings.mirror')} hint={t('settings.mirrorHint')} on={mirrored} onChange={setMirrored} />
      <DeviceProblems />
    </div>
  );
}

function DeviceSelect({ kind }: { kind: DeviceKind }) {
  const session = useSession();
  const { devices, chosen } = useDeviceChoice(kind);
  const id = useId();
  if (kind === 'speaker' && devices.length === 0) return null;
  return (
    <div className="field">
      <label htmlFor={id}>{t(`device.${kind}`)}</label>
      <select
        id={id}
        className="select"
        value={chosen ?? ''}
        disabled={devices.length === 0}
        onChange={(event) => chooseDevice(session, kind, event.target.value)}
      >
        {devices.length === 0 && <option value="">{t('device.none')}</option>}
        {devices.map((device, index) => (
          <option key={device.id} value={device.id}>
            {deviceLabel(kind, device.label, index)}
          </option>
        ))}
      </select>
    </div>
  );
}
