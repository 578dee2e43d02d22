// Figures as operators read them: a number and a small unit.

const BITS: readonly [number, string][] = [
  [1e9, 'Gbit/s'],
  [1e6, 'Mbit/s'],
  [1e3, 'kbit/s'],
];
const BYTES: readonly [number, string][] = [
  [2 ** 30, 'GiB'],
  [2 ** 20, 'MiB'],
  [2 ** 10, 'KiB'],
];

export function bits(perSecond: number): [string, string] {
  return scaled(perSecond, BITS, 'bit/s');
}

export function bytes(count: number): [string, string] {
  return scaled(count, BYTES, 'B');
}

export function whole(count: number): string {
  return new Intl.NumberFormat('en', { maximumFractionDigits: 0 }).format(count);
}

/** `12 s`, `4 min`, `3 h`, `2 d`. */
export function span(ms: number): string {
  const s = Math.max(0, Math.round(ms / 1000));
  if (s < 60) return `${s} s`;
  if (s < 3_600) return `${Math.floor(s / 60)} min`;
  if (s < 86_400) return `${Math.floor(s / 3_600)} h ${Math.floor((s % 3_600) / 60)} min`;
  return `${Math.floor(s / 86_400)} d ${Math.floor((s % 86_400) / 3_600)} h`;
}

function scaled(value: number, steps: readonly [number, string][], unit: string): [string, string] {
  for (const [size, name] of steps) {
    if (value >= size) {
      const part = value / size;
      return [part >= 100 ? String(Math.round(part)) : part.toFixed(1), name];
    }
  }
  return [String(Math.round(value)), unit];
}
