// One's own picture as the others will see it, with the devices under it.

import { useMeeting, useSession } from '../app/sessionContext';
import { t } from '../i18n';
import { CameraButtons, MicrophoneButtons } from '../meeting/ui/controls/DeviceButtons';
import { LiveVideo } from '../ui/LiveVideo';
import { Meter } from '../ui/Meter';
import { PermissionHint } from './PermissionHint';

export function Preview({ opening }: { opening: boolean }) {
  const session = useSession();
  const track = useMeeting((state) => (state.local.camera.on ? state.local.camera.track : null));
  const hears = useMeeting((state) => state.local.microphone.on && state.local.microphone.track !== null);
  return (
    <section className="preview" aria-label={t('prejoin.preview')}>
      <div className="preview-picture">
        {track ? (
          <LiveVideo track={track} className="mirrored" />
        ) : (
          <p className={`preview-words ${opening ? 'is-starting' : ''}`}>
            {opening ? t('prejoin.cameraStarting') : t('prejoin.cameraOff')}
          </p>
        )}
        {opening && <PermissionHint />}
        <div className="preview-controls">
          <MicrophoneButtons menu />
          <CameraButtons menu />
        </div>
      </div>
      <div className={`preview-level ${hears ? '' : 'is-off'}`}>
        <Meter level={() => (hears ? session.microphoneLevel() : 0)} label={t('prejoin.level')} />
        <p className="quiet">{hears ? t('prejoin.levelHint') : t('prejoin.levelOff')}</p>
      </div>
    </section>
  );
}
