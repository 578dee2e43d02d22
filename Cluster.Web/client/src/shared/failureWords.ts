// The one place where a code of the HTTP API becomes words.

import { t, wordsFor } from '../i18n';
import '../i18n/words/failure';
import type { Failure } from './api';

/** What happened and what to do, in one or two sentences. */
export function failureWords({ code, message }: Pick<Failure, 'code' | 'message'>): string {
  return wordsFor('failure', code, message === '' ? t('failure.other') : message);
}
