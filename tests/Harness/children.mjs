// The processes that one has started.

import { readdirSync, readFileSync } from 'node:fs';

/** Their ids; `word`: only those with it among the words they were started with. */
export function childrenOf(pid, word = '') {
  return readdirSync(`/proc/${pid}/task`)
    .flatMap((thread) => read(`/proc/${pid}/task/${thread}/children`).trim().split(' '))
    .filter((child) => child !== '' && read(`/proc/${child}/cmdline`).includes(word))
    .map(Number);
}

/** Threads and processes may end between two looks. */
function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch (fault) {
    if (['ENOENT', 'ESRCH'].includes(fault.code)) return '';
    throw fault;
  }
}
