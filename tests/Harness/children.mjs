// The processes that one has started.

import { readdirSync, readFileSync } from 'node:fs';

/** Their ids; `word`: only those with it among the words they were started with. */
export function childrenOf(pid, word = '') {
  return readdirSync(`/proc/${pid}/task`)
    .flatMap((thread) => readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').trim().split(' '))
    .filter((child) => child !== '' && readFileSync(`/proc/${child}/cmdline`, 'utf8').includes(word))
    .map(Number);
}
