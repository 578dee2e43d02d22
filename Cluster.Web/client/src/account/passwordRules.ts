// What a new password needs, and how far one is: by length as the server counts, by the rest as far as a page can know.

export type RuleState = 'open' | 'met' | 'wrong';

export interface PasswordRules {
  length: RuleState;
  /** Characters still missing. */
  missing: number;
  own: RuleState;
  /** Only the server has the list. */
  common: RuleState;
}

/** Parts of a name that are too short to matter. */
const PART_CHARS_MIN = 4;

interface Wish {
  charsMin: number;
  /** Login and name of the account. */
  own: readonly string[];
  /** The server's code for this very password, if it has seen it. */
  refused: string | null;
}

export function passwordRules(password: string, { charsMin, own, refused }: Wish): PasswordRules {
  const chars = [...password.normalize('NFC')].length;
  const missing = Math.max(0, charsMin - chars);
  return {
    length: missing === 0 ? 'met' : refused === 'password-too-short' ? 'wrong' : 'open',
    missing,
    own: refused === 'password-personal' || isOwn(password, own) ? 'wrong' : chars === 0 ? 'open' : 'met',
    common: refused !== null && COMMON.has(refused) ? 'wrong' : 'open',
  };
}

const COMMON = new Set(['password-common', 'password-repetitive', 'password-sequence', 'password-characters']);

/** Nothing but one's name, however it is repeated or written. */
function isOwn(password: string, own: readonly string[]): boolean {
  let rest = plain(password);
  if (rest === '') return false;
  for (const name of own) {
    for (const part of [plain(name), ...name.split(/[\s@._-]+/u).map(plain)]) {
      if (part.length >= PART_CHARS_MIN) rest = rest.replaceAll(part, '');
    }
  }
  return rest.length < PART_CHARS_MIN && rest.length < plain(password).length;
}

function plain(text: string): string {
  return text
    .normalize('NFKD')
    .toLocaleLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}
