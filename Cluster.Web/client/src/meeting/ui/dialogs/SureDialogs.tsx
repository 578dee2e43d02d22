// What a moderator confirms before it happens: removing somebody, muting everyone, ending the meeting.

import { useState } from 'react';
import { useMeeting, useSession } from '../../../app/sessionContext';
import { t } from '../../../i18n';
import { Check } from '../../../ui/Check';
import { mutable } from '../moderation';

export function RemoveSure({ participant, close }: { participant: string; close: () => void }) {
  const session = useSession();
  const name = useMeeting((state) => state.participants.find((one) => one.id === participant)?.name ?? '');
  return (
    <Sure
      say={t('moderation.removeSay', { name })}
      go={t('moderation.removeGo')}
      close={close}
      run={() => session.remove(participant)}
    />
  );
}

export function EndSure({ close }: { close: () => void }) {
  const session = useSession();
  const count = useMeeting((state) => state.participants.length);
  return (
    <Sure
      say={t('moderation.endSay', { count })}
      go={t('moderation.endGo')}
      close={close}
      run={() => session.endMeeting()}
    />
  );
}

export function MuteAll({ close }: { close: () => void }) {
  const session = useSession();
  const participants = useMeeting((state) => state.participants);
  const [locked, setLocked] = useState(false);
  const count = mutable(participants).filter((one) => one.devices.microphoneOn).length;
  return (
    <Sure
      say={count === 0 ? t('moderation.muteAllNone') : t('moderation.muteAllSay', { count })}
      go={t('moderation.muteAll')}
      close={close}
      run={() => session.mute('microphone', locked)}
      calm
    >
      <Check
        label={t('moderation.muteAllLock')}
        hint={t('moderation.muteAllLockHint')}
        on={locked}
        onChange={setLocked}
      />
    </Sure>
  );
}

interface SureProps {
  say: string;
  go: string;
  close: () => void;
  run: () => Promise<string | null>;
  /** What can be taken back is not red. */
  calm?: boolean;
  children?: React.ReactNode;
}

/** A refusal shows as a line in the corner. */
function Sure({ say, go, close, run, calm = false, children }: SureProps) {
  return (
    <div className="dialog-form">
      <p>{say}</p>
      {children}
      <div className="dialog-actions">
        <button type="button" className="button" onClick={close}>
          {t('common.cancel')}
        </button>
        <button
          type="button"
          className={`button ${calm ? 'primary' : 'danger'}`}
          onClick={() => {
            close();
            void run();
          }}
        >
          {go}
        </button>
      </div>
    </div>
  );
}
