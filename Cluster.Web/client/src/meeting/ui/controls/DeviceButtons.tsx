// Microphone and camera: a button that turns each on and off, with its menu of devices beside it.

import { Lock, Mic, MicOff, Video, VideoOff } from 'lucide-react';
import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react';
import { useMeeting } from '../../../app/sessionContext';
import { t } from '../../../i18n';
import { IconButton } from '../../../ui/IconButton';
import type { DeviceProblem } from '../../model';
import { useDeviceSwitch, useSelf } from '../hooks';
import { KEYS } from '../keys';
import type { DeviceKind } from './deviceChoice';

// The menus come after the buttons, which are what one needs first.
const DeviceMenu = lazy(() => import('./DeviceMenu'));

interface Props {
  menu: boolean;
  /** It was asked for when the page opened, and is on its way. */
  opening?: boolean;
}

export function MicrophoneButtons({ menu, opening = false }: Props) {
  const change = useDeviceSwitch();
  const on = useMeeting((state) => state.local.microphone.on);
  const problem = useMeeting((state) => state.local.microphone.problem);
  const locked = useSelf()?.locked.microphone ?? false;
  return (
    <DeviceButtons
      on={on}
      opening={opening}
      problem={problem}
      held={locked ? t('moderation.lockedMicrophone') : null}
      names={{ on: t('control.mute'), off: t('control.unmute') }}
      icons={{ on: <Mic size={20} />, off: <MicOff size={20} /> }}
      shortcut={KEYS.microphone}
      set={(next) => change('microphone', next)}
      menu={menu && { name: t('device.microphoneMenu'), kinds: ['microphone', 'speaker'] }}
    />
  );
}

export function CameraButtons({ menu, opening = false }: Props) {
  const change = useDeviceSwitch();
  const on = useMeeting((state) => state.local.camera.on);
  const problem = useMeeting((state) => state.local.camera.problem);
  const locked = useSelf()?.locked.camera ?? false;
  return (
    <DeviceButtons
      on={on}
      opening={opening}
      problem={problem}
      held={locked ? t('moderation.lockedCamera') : null}
      names={{ on: t('control.stopCamera'), off: t('control.startCamera') }}
      icons={{ on: <Video size={20} />, off: <VideoOff size={20} /> }}
      shortcut={KEYS.camera}
      set={(next) => change('camera', next)}
      menu={menu && { name: t('device.cameraMenu'), kinds: ['camera'] }}
    />
  );
}

interface Shape {
  on: boolean;
  opening: boolean;
  problem: DeviceProblem | null;
  /** Why it cannot be switched on now. */
  held: string | null;
  names: { on: string; off: string };
  icons: { on: ReactNode; off: ReactNode };
  shortcut: string;
  set: (on: boolean) => Promise<void>;
  menu: false | { name: string; kinds: readonly DeviceKind[] };
}

function DeviceButtons({ on, opening, problem, held, names, icons, shortcut, set, menu }: Shape) {
  const [asked, setAsked] = useState<boolean | null>(null);
  // What starts is shown as it will be: a device on its way is no cause for alarm.
  const starting = !on && held === null && (asked ?? opening) && problem === null;
  const shown = on || starting;
  const press = () => {
    setAsked(!shown);
    const done = set(!shown);
    // While the page opens its devices, that opening ends what was asked meanwhile.
    if (!opening) void done.finally(() => setAsked(null));
  };
  useEffect(() => {
    if (!opening) setAsked(null);
  }, [opening]);
  return (
    <div className={`device-buttons ${shown ? '' : 'is-off'} ${starting ? 'is-starting' : ''}`}>
      <IconButton
        name={shown ? names.on : names.off}
        shortcut={shortcut}
        icon={shown ? icons.on : icons.off}
        badge={held !== null && !shown ? <LockMark /> : problem && <ProblemMark />}
        description={held !== null && !shown ? held : undefined}
        onPress={press}
      />
      {menu && (
        <Suspense fallback={<span className="icon-button device-chevron" />}>
          <DeviceMenu name={menu.name} kinds={menu.kinds} />
        </Suspense>
      )}
    </div>
  );
}

/** A moderator, or the room, keeps it off. */
export function LockMark() {
  return (
    <span className="lock-mark" aria-hidden="true">
      <Lock size={12} strokeWidth={2.5} />
    </span>
  );
}

function ProblemMark() {
  return (
    <span className="problem-mark" aria-hidden="true">
      !
    </span>
  );
}
