// The lines of the chat under the names of who wrote them.

import { Lock } from 'lucide-react';
import { memo } from 'react';
import { useMeeting } from '../../../app/sessionContext';
import { t } from '../../../i18n';
import { formatClock } from '../../../ui/format';
import type { ChatGroup } from './chatGroups';
import { linkify } from './linkify';

export function ChatLines({ groups }: { groups: ChatGroup[] }) {
  return groups.map((group) => <Group key={group.key} group={group} />);
}

const Group = memo(function Group({ group }: { group: ChatGroup }) {
  const self = useMeeting((state) => state.self);
  const isOwn = group.from === self;
  const toName = useMeeting((state) => state.participants.find((one) => one.id === group.to)?.name);
  const from = isOwn ? t('common.you') : group.fromName;
  const to = group.to === self ? t('chat.toYou') : (toName ?? t('chat.gone'));
  return (
    <article className={`chat-group ${group.to === null ? '' : 'is-private'}`}>
      <header>
        <span className="chat-from" dir="auto">
          {group.to === null ? from : t('chat.fromTo', { from, to })}
        </span>
        {group.to !== null && (
          <span className="chat-private">
            <Lock size={12} aria-hidden="true" /> {t('chat.private')}
          </span>
        )}
        <time className="quiet figures" dateTime={new Date(group.atMs).toISOString()}>
          {formatClock(group.atMs)}
        </time>
      </header>
      {group.lines.map((line) => (
        <p key={line.number} className="chat-line" dir="auto">
          <LineText text={line.text} />
        </p>
      ))}
    </article>
  );
});

function LineText({ text }: { text: string }) {
  let at = 0;
  return linkify(text).map((piece) => {
    const key = at;
    at += piece.text.length;
    return piece.href === undefined ? (
      piece.text
    ) : (
      <a key={key} href={piece.href} target="_blank" rel="noopener noreferrer nofollow">
        {piece.text}
      </a>
    );
  });
}
