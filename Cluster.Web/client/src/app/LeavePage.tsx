// After a meeting: why it is over, and the ways on.

import { useEffect, useRef } from 'react';
import { t, wordsFor } from '../i18n';
import { PageHead } from './PageHead';
import { PageLink } from './PageLink';
import { useMeeting } from './sessionContext';
import { useTitle } from './useTitle';

export function LeavePage({ room, onAgain }: { room: string; onAgain: () => void }) {
  const code = useMeeting((state) => ('code' in state.phase ? state.phase.code : 'left'));
  const message = useMeeting((state) => ('message' in state.phase ? state.phase.message : ''));
  const heading = useRef<HTMLHeadingElement>(null);
  useTitle(room);
  useEffect(() => heading.current?.focus(), []);

  const title = wordsFor('ended', `${code}.title`, wordsFor('refused', `${code}.title`, t('ended.other.title')));
  const todo = wordsFor('ended', `${code}.todo`, wordsFor('refused', `${code}.todo`, message));
  return (
    <div className="page">
      <PageHead />
      <main className="leave">
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        <p className="quiet">{todo}</p>
        <div className="leave-actions">
          <button type="button" className="button primary" onClick={onAgain}>
            {t('leave.rejoin')}
          </button>
          <PageLink to="/" className="button">
            {t('common.startPage')}
          </PageLink>
        </div>
      </main>
    </div>
  );
}
