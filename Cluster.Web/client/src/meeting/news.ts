// Which of the server's messages are worth a line in the corner.

import { type NoticeDraft, notice } from '../shared/notices';
import type { HostPresence, ServerMessage } from '../shared/protocol';
import type { ChatLine, MeetingState, ParticipantInfo } from './model';

/** More comings or goings than this in one batch become one line. */
const NAMED_MAX = 2;
/** Characters of a line of chat shown in a notice. */
const EXCERPT_MAX = 120;

/** The notices a message deserves, judged by the state before it. */
export function newsOf(before: MeetingState, message: ServerMessage): NoticeDraft[] {
  switch (message.type) {
    case 'roster':
      return rosterNews(before, message);
    case 'chat':
      return chatNews(before, message.line);
    case 'joined':
      return message.resumed ? message.chat.flatMap((line) => chatNews(before, line)) : [];
    case 'settled':
      return rosterNews(before, { type: 'roster', came: [], changed: [], left: before.missing });
    case 'room':
      return [notice('notice.roomChanged', {})];
    case 'hosts':
      return hostNews(before, message);
    default:
      return [];
  }
}

function rosterNews(before: MeetingState, message: Extract<ServerMessage, { type: 'roster' }>): NoticeDraft[] {
  const known = new Map(before.participants.map((participant) => [participant.id, participant]));
  const came = message.came.filter((one) => !known.has(one.id) && one.id !== before.self).map((one) => one.name);
  const left = message.left.filter((id) => id !== before.self).flatMap((id) => known.get(id)?.name ?? []);
  const drafts: NoticeDraft[] = [];
  if (came.length > NAMED_MAX) drafts.push(notice('notice.joinedMany', { count: came.length }));
  else for (const name of came) drafts.push(notice('notice.joined', { name }));
  if (left.length > NAMED_MAX) drafts.push(notice('notice.leftMany', { count: left.length }));
  else for (const name of left) drafts.push(notice('notice.left', { name }));
  for (const one of message.changed) {
    const was = known.get(one.id);
    if (!was) continue;
    if (one.id === before.self) {
      drafts.push(...ownNews(was, one));
      continue;
    }
    if (was.role !== 'moderator' && one.role === 'moderator')
      drafts.push(notice('notice.moderatorOther', { name: one.name }));
    if (was.handRaisedAtMs == null && one.handRaisedAtMs != null) {
      drafts.push(notice('notice.handRaised', { name: one.name }));
    }
    if (!was.devices.screenOn && one.devices.screenOn) drafts.push(notice('notice.screenStarted', { name: one.name }));
  }
  return drafts;
}

/** What others did to oneself, as far as no message of its own tells it. */
function ownNews(was: ParticipantInfo, now: ParticipantInfo): NoticeDraft[] {
  const drafts: NoticeDraft[] = [];
  if (was.role !== now.role)
    drafts.push(notice(now.role === 'moderator' ? 'notice.moderatorNow' : 'notice.moderatorNoMore', {}));
  if (was.locked.microphone && !now.locked.microphone) drafts.push(notice('notice.microphoneFree', {}));
  if (was.locked.camera && !now.locked.camera) drafts.push(notice('notice.cameraFree', {}));
  if (was.locked.screen && !now.locked.screen) drafts.push(notice('notice.screenFree', {}));
  return drafts;
}

/** A meeting that is about to end has a banner instead. */
function hostNews(before: MeetingState, now: HostPresence): NoticeDraft[] {
  if (before.hosts?.present === false && now.present) return [notice('notice.hostBack', {})];
  const left = before.hosts?.present !== false && !now.present && now.endsAtMs == null;
  return left ? [notice('notice.hostsLeft', {})] : [];
}

function chatNews(before: MeetingState, line: ChatLine): NoticeDraft[] {
  if (line.from === before.self) return [];
  const text = line.text.length > EXCERPT_MAX ? `${line.text.slice(0, EXCERPT_MAX - 1)}…` : line.text;
  return [notice(line.to == null ? 'notice.chat' : 'notice.chatPrivate', { name: line.fromName, text })];
}
