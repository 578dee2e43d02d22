// In the head of the people panel: who can get in, and what a moderator does to everyone at once.

import { useMeeting, useSession } from '../../../app/sessionContext';
import { t } from '../../../i18n';
import { useSelf } from '../hooks';
import { mutable } from '../moderation';
import { useUi } from '../uiContext';

export function PanelModeration() {
  const { dispatch } = useUi();
  const session = useSession();
  const moderator = useSelf()?.role === 'moderator';
  const others = useMeeting((state) => mutable(state.participants).length);
  const locked = useMeeting((state) => state.participants.some((one) => one.locked.microphone));
  return (
    <div className="panel-ways">
      <button type="button" className="button small" onClick={() => dispatch({ do: 'dialog', dialog: 'door' })}>
        {t('moderation.who')}
      </button>
      {moderator && others > 0 && (
        <button type="button" className="button small" onClick={() => dispatch({ do: 'dialog', dialog: 'mute-all' })}>
          {t('moderation.muteAll')}
        </button>
      )}
      {moderator && locked && (
        <button type="button" className="button small" onClick={() => void session.unlock('microphone')}>
          {t('moderation.unlockAll')}
        </button>
      )}
    </div>
  );
}
