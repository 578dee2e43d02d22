// One's own picture as it will be in the meeting, with the devices under it.

import { useMeeting, useSession } from '../app/sessionContext';
import { t } from '../i18n';
import { CameraButtons, MicrophoneButtons } from '../meeting/ui/controls/DeviceButtons';
import { Meter } from '../ui/Meter';
import { OwnVideo } from '../ui/OwnVideo';
import { PermissionHint } from './PermissionHint';

interface Props {
  /** What was asked for and is not there yet. */
  opening: { microphone: boolean; camera: boolean };
}

export function Preview({ opening }: Props) {
  const track = useMeeting((state) => (state.local.camera.on ? state.local.camera.track : null));
  return (
    <section className="preview" aria-label={t('prejoin.preview')}>
      <div className="preview-picture">
        {track ? <OwnVideo track={track} /> : <Words starting={opening.camera} />}
        {(opening.camera || opening.microphone) && <PermissionHint />}
        <div className="preview-controls">
          <MicrophoneButtons menu opening={opening.microphone} />
          <CameraButtons menu opening={opening.camera} />
        </div>
      </div>
      <Level opening={opening.microphone} />
    </section>
  );
}

function Words({ starting }: { starting: boolean }) {
  return (
    <p className={`preview-words ${starting ? 'is-starting' : ''}`}>
      {starting ? t('prejoin.cameraStarting') : t('prejoin.cameraOff')}
    </p>
  );
}

function Level({ opening }: { opening: boolean }) {
  const session = useSession();
  const hears = useMeeting((state) => state.local.microphone.on && state.local.microphone.track !== null);
  const words = hears ? 'prejoin.levelHint' : opening ? 'prejoin.microphoneStarting' : 'prejoin.levelOff';
  return (
    <div className="preview-level">
      <Meter level={() => (hears ? session.microphoneLevel() : 0)} label={t('prejoin.level')} />
      <p className="quiet">{t(words)}</p>
    </div>
  );
}
