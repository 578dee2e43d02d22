// A person without a picture: initials, and a hue made from the name.

/** Up to two letters: of the first and the last word; `?` for a name without any. */
export function initialsOf(name: string): string {
  const words = name
    .trim()
    .split(/[\s\-_.]+/u)
    .map((word) => firstLetter(word))
    .filter((letter) => letter !== '');
  const first = words[0];
  if (first === undefined) return firstSign(name.trim()) || '?';
  const last = words.length > 1 ? (words[words.length - 1] ?? '') : '';
  return (first + last).toLocaleUpperCase();
}

/** A sign as it is seen, which may be several characters: a flag, a family. */
function firstSign(text: string): string {
  // Firefox has it since 125.
  if (!('Segmenter' in Intl)) return [...text][0] ?? '';
  for (const { segment } of new Intl.Segmenter().segment(text)) return segment;
  return '';
}

function firstLetter(word: string): string {
  return [...word].find((sign) => /[\p{L}\p{N}]/u.test(sign)) ?? '';
}

/** 0..359, the same for the same name everywhere. */
export function hueOf(name: string): number {
  let hash = 2166136261;
  for (const sign of name.trim().toLocaleLowerCase()) {
    hash = Math.imul(hash ^ (sign.codePointAt(0) ?? 0), 16777619) >>> 0;
  }
  // Neighbouring hashes are spread by the golden angle, so that Ann and Anna differ.
  return Math.floor((hash % 997) * 137.508) % 360;
}
