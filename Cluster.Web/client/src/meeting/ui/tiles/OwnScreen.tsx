// One's own shared screen: said in words, because its picture would show itself in itself.

import { ScreenShare } from 'lucide-react';
import { useSession } from '../../../app/sessionContext';
import { t } from '../../../i18n';

export function OwnScreen({ small }: { small: boolean }) {
  const session = useSession();
  return (
    <div className="own-screen">
      <ScreenShare size={small ? 20 : 32} />
      <p className="own-screen-title">{t('meeting.yourScreen')}</p>
      {!small && (
        <>
          <p className="quiet">{t('meeting.yourScreenHint')}</p>
          <button
            type="button"
            className="button small"
            aria-label={t('meeting.stopYourScreen')}
            onClick={() => session.stopScreen()}
          >
            {t('control.stopShare')}
          </button>
        </>
      )}
    </div>
  );
}
