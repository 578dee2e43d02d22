// Puts the lines one person wrote one after another under one heading.

import type { ChatLine } from '../../model';

export interface ChatGroup {
  /** Number of the first line. */
  key: number;
  from: string;
  fromName: string;
  /** The one person it is for; null: everyone. */
  to: string | null;
  atMs: number;
  lines: ChatLine[];
}

/** How long a heading holds. */
const SPAN_MS = 3 * 60_000;

export function chatGroups(lines: readonly ChatLine[]): ChatGroup[] {
  const groups: ChatGroup[] = [];
  for (const line of lines) {
    const last = groups[groups.length - 1];
    const to = line.to ?? null;
    if (last && last.from === line.from && last.to === to && line.atMs - last.atMs < SPAN_MS) {
      last.lines.push(line);
    } else {
      groups.push({ key: line.number, from: line.from, fromName: line.fromName, to, atMs: line.atMs, lines: [line] });
    }
  }
  return groups;
}
