// The command line of a Parley, used as an administrator would: words in, words and an exit code out.

import { spawn } from 'node:child_process';
import { PROGRAM } from './parley.mjs';

/** A command that takes longer than this hangs. */
const LIMIT_MS = 30_000;

/**
 * Runs `parley ARGS --data DIR`. `input`: what is typed, given as standard input.
 * @returns {Promise<{code: number, out: string, err: string}>}
 */
export function command(dataDirectory, args, { input = '' } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(PROGRAM, [...args, '--data', dataDirectory], { stdio: 'pipe', timeout: LIMIT_MS });
    let [out, err] = ['', ''];
    child.stdout.on('data', (chunk) => (out += chunk));
    child.stderr.on('data', (chunk) => (err += chunk));
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code: code ?? signal, out, err }));
    child.stdin.on('error', () => {}); // It may end without reading.
    child.stdin.end(input);
  });
}

/** The same, and an error when it is not carried out. */
export async function carriedOut(dataDirectory, args, options) {
  const done = await command(dataDirectory, args, options);
  if (done.code !== 0) throw new Error(`parley ${args.join(' ')} ended with ${done.code}: ${done.err}${done.out}`);
  return done.out;
}

/** The one-time link in what a command printed. */
export function linkIn(output) {
  const [link] = /https?:\/\/\S+\/account\/link#[\w-]+/.exec(output) ?? [];
  if (!link) throw new Error(`There is no one-time link in: ${output}`);
  return link;
}
