// What the server's refusals say here: its own sentence first, for operators are told what it is.

import type { Failure } from '../../shared/api';
import { failureWords } from '../../shared/failureWords';

export function words(failure: Failure): string {
  return failure.message !== '' ? failure.message : failureWords(failure);
}
