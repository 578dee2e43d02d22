// Microphone and camera: a button that turns each on and off, with its menu of devices beside it.

import { Mic, MicOff, Video, VideoOff } from 'lucide-react';
import { useMeeting, useSession } from '../../../app/sessionContext';
import { t } from '../../../i18n';
import { IconButton } from '../../../ui/IconButton';
import { KEYS } from '../keys';
import { DeviceMenu } from './DeviceMenu';

export function MicrophoneButtons({ menu }: { menu: boolean }) {
  const session = useSession();
  const on = useMeeting((state) => state.local.microphone.on);
  const problem = useMeeting((state) => state.local.microphone.problem);
  return (
    <div className={`device-buttons ${on ? '' : 'is-off'}`}>
      <IconButton
        name={on ? t('control.mute') : t('control.unmute')}
        shortcut={KEYS.microphone}
        icon={on ? <Mic size={20} /> : <MicOff size={20} />}
        badge={problem && <ProblemMark />}
        onPress={() => void session.setMicrophone(!on)}
      />
      {menu && <DeviceMenu name={t('device.microphoneMenu')} kinds={['microphone', 'speaker']} />}
    </div>
  );
}

export function CameraButtons({ menu }: { menu: boolean }) {
  const session = useSession();
  const on = useMeeting((state) => state.local.camera.on);
  const problem = useMeeting((state) => state.local.camera.problem);
  return (
    <div className={`device-buttons ${on ? '' : 'is-off'}`}>
      <IconButton
        name={on ? t('control.stopCamera') : t('control.startCamera')}
        shortcut={KEYS.camera}
        icon={on ? <Video size={20} /> : <VideoOff size={20} />}
        badge={problem && <ProblemMark />}
        onPress={() => void session.setCamera(!on)}
      />
      {menu && <DeviceMenu name={t('device.cameraMenu')} kinds={['camera']} />}
    </div>
  );
}

function ProblemMark() {
  return (
    <span className="problem-mark" aria-hidden="true">
      !
    </span>
  );
}
