// The quiet line on top: which room, since when, how many.

import { Lock } from 'lucide-react';
import { useMeeting } from '../../app/sessionContext';
import { t } from '../../i18n';
import { CopyButton } from '../../ui/CopyButton';
import { formatDuration } from '../../ui/format';
import { useNow, useRoomLink } from './hooks';

export function TopLine({ title }: { title: string }) {
  const count = useMeeting((state) => state.participants.length);
  const link = useRoomLink();
  const locked = useMeeting((state) => state.room?.hasPassword ?? false);
  return (
    <header className="top-line">
      {locked && <Lock size={16} role="img" aria-label={t('meeting.locked')} />}
      <h1 className="top-title" dir="auto" title={title}>
        {title}
      </h1>
      <span aria-hidden="true">·</span>
      <Duration />
      <span aria-hidden="true">·</span>
      <span className="figures">{t('meeting.people', { count })}</span>
      {/* Alone, the invitation has it. */}
      {count > 1 && (
        <CopyButton
          text={link}
          label={t('meeting.copyLink')}
          done={t('meeting.copiedLink')}
          className="button tiny plain top-copy"
          iconSize={16}
        />
      )}
    </header>
  );
}

function Duration() {
  const startedAtMs = useMeeting((state) => state.startedAtMs);
  const now = useNow();
  return (
    <span className="figures" role="timer" aria-label={t('meeting.duration')}>
      {formatDuration(now - startedAtMs)}
    </span>
  );
}
