// Finds the web addresses in a text, so that they can be shown as links and nothing else can.

export type Piece = { text: string; href?: string };

const ADDRESS = /https?:\/\/[^\s<>"'`]+/giu;
/** Signs that end a sentence rather than an address. */
const TAIL = /[.,;:!?…]+$/u;

export function linkify(text: string): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const address = trimEnd(match[0]);
    if (!isWebAddress(address)) continue;
    if (match.index > from) pieces.push({ text: text.slice(from, match.index) });
    pieces.push({ text: address, href: address });
    from = match.index + address.length;
  }
  if (from < text.length) pieces.push({ text: text.slice(from) });
  return pieces;
}

function trimEnd(address: string): string {
  const trimmed = address.replace(TAIL, '');
  // A closing bracket belongs to the address only when it was opened in it.
  if (trimmed.endsWith(')') && !trimmed.includes('(')) return trimEnd(trimmed.slice(0, -1));
  return trimmed;
}

function isWebAddress(address: string): boolean {
  try {
    const { protocol, hostname } = new URL(address);
    return (protocol === 'http:' || protocol === 'https:') && hostname !== '';
  } catch {
    return false;
  }
}
