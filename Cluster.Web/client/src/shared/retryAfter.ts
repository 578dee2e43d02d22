// The Retry-After header as milliseconds (RFC 9110, section 10.2.3).

/** Longer waits than this are taken for a mistake. */
const MAX_MS = 24 * 3_600_000;

/** Null when it is absent or says nothing. */
export function delayMs(header: string | null, nowMs: number): number | null {
  if (header === null || header.trim() === '') return null;
  const ms = /^\s*\d+\s*$/.test(header) ? Number(header) * 1000 : Date.parse(header) - nowMs;
  return Number.isFinite(ms) && ms > 0 && ms <= MAX_MS ? ms : null;
}
