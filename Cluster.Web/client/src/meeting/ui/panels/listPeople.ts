// The order of the people list: raised hands first, by time; then oneself, then the others by name.

import type { ParticipantInfo } from '../../model';

export function listPeople(people: readonly ParticipantInfo[], self: string | null, search: string): ParticipantInfo[] {
  const wanted = plain(search.trim());
  return people
    .filter((one) => wanted === '' || plain(one.name).includes(wanted))
    .sort(
      (a, b) =>
        (a.handRaisedAtMs ?? Number.MAX_SAFE_INTEGER) - (b.handRaisedAtMs ?? Number.MAX_SAFE_INTEGER) ||
        Number(b.id === self) - Number(a.id === self) ||
        a.name.localeCompare(b.name),
    );
}

/** Without case and accents. */
function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase();
}
