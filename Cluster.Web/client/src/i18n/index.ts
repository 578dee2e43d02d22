// The words of the interface: one call, typed by the English table.

import i18next from 'i18next';
import { en, type Words } from './en';

void i18next.init({
  lng: 'en',
  fallbackLng: 'en',
  resources: { en: { translation: en } },
  interpolation: { escapeValue: false },
  initAsync: false,
});

export const t = i18next.t;

/** Adds the words of screens that are loaded later (`words/`). */
export function addWords(words: Partial<Words>): void {
  i18next.addResourceBundle('en', 'translation', words, true, true);
}

/** Words under `prefix` for a code that came from outside; `otherwise` where the table has none. */
export function wordsFor(
  prefix: string,
  code: string,
  otherwise: string,
  params: Record<string, unknown> = {},
): string {
  const key = `${prefix}.${code}`;
  const loose = i18next.t as unknown as (key: string, params: Record<string, unknown>) => unknown;
  const words = i18next.exists(key, params) ? loose(key, { ...params, returnObjects: true }) : undefined;
  return typeof words === 'string' ? words : otherwise;
}
