// What the connection test found: one result a check, what they come to together, and all of it as text.

import type { TestInfo } from '../shared/api';

export const CHECKS = ['secure', 'camera', 'microphone', 'speaker', 'socket', 'media', 'down', 'up'] as const;
export type CheckName = (typeof CHECKS)[number];
export type CheckState = 'waiting' | 'running' | 'ok' | 'warn' | 'failed' | 'skipped';

export interface Result {
  state: CheckState;
  /** What was found and what to do, in whole sentences. */
  words: string[];
}

export type Results = Record<CheckName, Result>;

export function freshResults(): Results {
  return Object.fromEntries(CHECKS.map((name) => [name, { state: 'waiting', words: [] }])) as unknown as Results;
}

export type Verdict = 'good' | 'some' | 'bad';

/** Without these no meeting works; the others make it poorer. */
const NEEDED: readonly CheckName[] = ['secure', 'socket', 'media'];

/** Null while something is still to come. */
export function verdictOf(results: Results): Verdict | null {
  const states = CHECKS.map((name) => results[name].state);
  if (states.some((state) => state === 'waiting' || state === 'running')) return null;
  if (NEEDED.some((name) => results[name].state === 'failed')) return 'bad';
  return states.every((state) => state === 'ok' || state === 'skipped') ? 'good' : 'some';
}

interface Words {
  name: (check: CheckName) => string;
  state: (state: CheckState) => string;
}

/** For whoever is asked for help: no names of devices' owners, no secrets. */
export function resultsText(
  results: Results,
  info: TestInfo | null,
  agent: string,
  atMs: number,
  words: Words,
): string {
  const lines = CHECKS.map((check) => {
    const { state, words: found } = results[check];
    return `${words.name(check)}: ${words.state(state)}${found.length > 0 ? `. ${found.join(' ')}` : ''}`;
  });
  const server = info === null ? [] : [`Server: ${info.candidates.join(', ') || 'no address'} (${info.detectedFrom})`];
  return [new Date(atMs).toISOString(), `Browser: ${agent}`, ...server, ...lines, ''].join('\n');
}
