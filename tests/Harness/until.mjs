// Waiting: a condition is polled until it holds, and who waited in vain reads what was awaited and what was last seen.

import { setTimeout as pause } from 'node:timers/promises';

/** Generous, because a busy machine is slow and a condition that holds is noticed at once. */
export const PATIENCE_MS = 30_000;

const EVERY_MS = 50;

/**
 * Resolves with the first truthy value of `read`. A throwing `read` counts as "not yet": the page may be loading.
 * @param {string} what what is awaited, for the error's message
 */
export async function until(what, read, { withinMs = PATIENCE_MS, everyMs = EVERY_MS } = {}) {
  const startedAt = performance.now();
  let last;
  for (;;) {
    try {
      last = await read();
      if (last) return last;
    } catch (fault) {
      last = fault;
    }
    if (performance.now() - startedAt > withinMs) {
      throw new Error(`waited ${withinMs} ms in vain for: ${what}; last seen: ${say(last)}`);
    }
    await pause(everyMs);
  }
}

/** Resolves when `read` gives a number above what it gave at first by more than `by`; returns how long that took, in ms. */
export async function untilGrows(what, read, { by = 0, withinMs = PATIENCE_MS } = {}) {
  const startedAt = performance.now();
  const from = await read();
  await until(`${what} to grow by more than ${by} from ${from}`, async () => (await read()) - from > by, { withinMs });
  return performance.now() - startedAt;
}

/** Resolves when `read` has given the same number (give or take `tolerance`) for `forMs` without a break. */
export async function untilStill(what, read, { forMs = 2_000, tolerance = 0, withinMs = PATIENCE_MS } = {}) {
  let value = await read();
  let since = performance.now();
  await until(`${what} to stand still for ${forMs} ms`, async () => {
    const now = await read();
    if (Math.abs(now - value) > tolerance) {
      value = now;
      since = performance.now();
    }
    return performance.now() - since >= forMs;
  }, { withinMs });
}

function say(value) {
  if (value instanceof Error) return value.message.split('\n')[0];
  return typeof value === 'string' ? value : JSON.stringify(value);
}
