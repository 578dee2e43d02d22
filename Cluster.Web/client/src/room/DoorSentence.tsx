// One sentence: who can enter right now.

import { t } from '../i18n';
import type { RoomInfo } from '../shared/protocol';
import { formatMoment } from '../ui/format';
import { type RoomNow, whoCanGetIn } from './whoCanGetIn';

export function DoorSentence({ room, now }: { room: RoomInfo; now: RoomNow }) {
  const { key, atMs, count } = whoCanGetIn(room, now);
  return <p className="door-sentence">{t(`door.${key}`, { count, when: atMs === null ? '' : formatMoment(atMs) })}</p>;
}
