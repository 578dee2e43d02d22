// The chat: what was said, and a field to say something.

import { useEffect, useMemo, useRef } from 'react';
import { useMeeting, useSession } from '../../../app/sessionContext';
import { t } from '../../../i18n';
import { useSelf } from '../hooks';
import { ChatComposer } from './ChatComposer';
import { ChatLines } from './ChatLines';
import { chatGroups } from './chatGroups';
import { PanelFrame } from './PanelFrame';

/** So near to the end one still follows it, in CSS pixels. */
const NEAR = 80;

export function ChatPanel() {
  const session = useSession();
  const chat = useMeeting((state) => state.chat);
  const groups = useMemo(() => chatGroups(chat), [chat]);
  const field = useRef<HTMLTextAreaElement>(null);
  const log = useRef<HTMLDivElement>(null);
  const follows = useRef(true);
  const forAll = useMeeting((state) => state.room?.mayChat !== 'moderators');
  const mayWrite = useSelf()?.role === 'moderator' || forAll;

  // biome-ignore lint/correctness/useExhaustiveDependencies: each new line is read while the panel is open.
  useEffect(() => {
    session.chatRead();
    const element = log.current;
    if (element && follows.current) element.scrollTop = element.scrollHeight;
  }, [session, chat]);

  return (
    <PanelFrame title={t('chat.title')} focus={field}>
      <div
        ref={log}
        className="chat-log"
        role="log"
        aria-label={t('chat.log')}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard.
        tabIndex={0}
        onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
          follows.current = scrollHeight - scrollTop - clientHeight < NEAR;
        }}
      >
        {groups.length === 0 ? (
          <div className="panel-empty">
            <p>{t('chat.empty')}</p>
            <p className="quiet">{t('chat.emptyHint')}</p>
          </div>
        ) : (
          <ChatLines groups={groups} />
        )}
      </div>
      {mayWrite ? (
        <ChatComposer field={field} />
      ) : (
        <p className="chat-closed quiet">{t('moderation.chatModerators')}</p>
      )}
    </PanelFrame>
  );
}
