// Shown while the meeting is entered without a prejoin page.

import { useMeeting } from '../app/sessionContext';
import { t } from '../i18n';
import { PermissionHint } from './PermissionHint';

export function Joining({ room }: { room: string }) {
  const asking = useMeeting((state) => state.phase.at === 'idle');
  return (
    <main className="page-loading" aria-busy="true">
      <div className="joining">
        <div className="skeleton" />
        <p role="status" className="quiet">
          {t('common.joining', { room })}
        </p>
        {asking && <PermissionHint />}
      </div>
    </main>
  );
}
