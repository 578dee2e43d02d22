// How fast bytes go to the browser and from it, measured by HTTP for a moment.

import type { CheckState } from './results';

/** The first piece, in bytes; each is twice the one before while the time lasts. */
const PIECE_BYTES = 64 * 1024;
/** The server gives and takes no more at once. */
const PIECE_BYTES_MAX = 4 * 1024 * 1024;
/** Enough time to measure. */
const ENOUGH_MS = 3_000;
const PATIENCE_MS = 15_000;

export class SpeedFailure extends Error {}

/** Mbit/s to the browser. */
export function measureDown(): Promise<number> {
  return measure(async (bytes) => {
    const response = await ask(`/api/v1/test/down?bytes=${bytes}`, { cache: 'no-store' });
    return (await response.arrayBuffer()).byteLength;
  });
}

/** Mbit/s from the browser. */
export function measureUp(): Promise<number> {
  return measure(async (bytes) => {
    await ask('/api/v1/test/up', {
      method: 'POST',
      headers: { 'Content-Type': 'application/octet-stream' },
      body: noise(bytes),
    });
    return bytes;
  });
}

/** The fastest piece counts: the first ones only warm the connection up. */
async function measure(move: (bytes: number) => Promise<number>): Promise<number> {
  const startedAtMs = performance.now();
  let best = 0;
  for (let bytes = PIECE_BYTES; ; bytes = Math.min(bytes * 2, PIECE_BYTES_MAX)) {
    const atMs = performance.now();
    const moved = await move(bytes);
    const now = performance.now();
    best = Math.max(best, mbpsOf(moved, now - atMs));
    if (now - startedAtMs > ENOUGH_MS || (bytes === PIECE_BYTES_MAX && now - startedAtMs > ENOUGH_MS / 3)) return best;
  }
}

async function ask(path: string, init: RequestInit): Promise<Response> {
  const response = await fetch(path, { ...init, signal: AbortSignal.timeout(PATIENCE_MS) });
  if (!response.ok) throw new SpeedFailure(String(response.status));
  return response;
}

/** What no proxy can make smaller. */
function noise(bytes: number): Uint8Array<ArrayBuffer> {
  const data = new Uint8Array(bytes);
  for (let at = 0; at < bytes; at += 65_536) crypto.getRandomValues(data.subarray(at, at + 65_536));
  return data;
}

export function mbpsOf(bytes: number, ms: number): number {
  return ms > 0 ? (bytes * 8) / ms / 1000 : 0;
}

/** What a speed means for a meeting. */
export function speedState(mbps: number): { state: CheckState; key: 'speedOk' | 'speedFew' | 'speedLow' } {
  if (mbps >= 4) return { state: 'ok', key: 'speedOk' };
  return { state: 'warn', key: mbps >= 1 ? 'speedFew' : 'speedLow' };
}
