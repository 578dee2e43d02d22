// Puts measured numbers into words.

/** The smallest value that at least `share` of the values do not exceed (nearest rank). */
export function percentile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
}

/** "p50 41 ms, p95 60 ms (n = 20)" */
export function spread(values) {
  return `p50 ${Math.round(percentile(values, 0.5))} ms, p95 ${Math.round(percentile(values, 0.95))} ms (n = ${values.length})`;
}

export const mebibytes = (bytes) => `${(bytes / 2 ** 20).toFixed(1)} MiB`;

/** Says a figure with its limit, and whether it is within. What never came is short. */
export function goal(name, value, limit, digits = 0) {
  console.log(`goal ${name} ${Number.isFinite(value) ? value.toFixed(digits) : 'never'} ${limit} ${value <= limit ? 'ok' : 'short'}`);
}
