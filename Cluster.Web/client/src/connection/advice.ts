// Why sound and picture do not get through, judged by the addresses the server offers: in the words' keys.

export type Advice = 'mediaLoopback' | 'mediaPrivate' | 'mediaUnreachable';

export type Reach = 'loopback' | 'private' | 'public';

/** How far an address without its port reaches. */
export function reachOf(address: string): Reach {
  const plain = address
    .replace(/^\[|\]$/g, '')
    .toLowerCase()
    .replace(/^::ffff:/, '');
  if (plain === '::1' || plain === 'localhost' || plain.startsWith('127.')) return 'loopback';
  if (/^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|169\.254\.|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.)/.test(plain))
    return 'private';
  return /^(f[cd]|fe[89ab])[0-9a-f]*:/.test(plain) ? 'private' : 'public';
}

/** `203.0.113.5:10000` or `[2001:db8::5]:10000`, taken apart. */
export function splitCandidate(candidate: string): { address: string; port: string } {
  const colon = candidate.lastIndexOf(':');
  if (colon < 0 || candidate.endsWith(']')) return { address: candidate, port: '' };
  return { address: candidate.slice(0, colon).replace(/^\[|\]$/g, ''), port: candidate.slice(colon + 1) };
}

/** `your`: the address the server sees the browser come from. */
export function adviceFor(candidates: readonly string[], your: string): Advice {
  const reaches = candidates.map((one) => reachOf(splitCandidate(one).address));
  const near = reachOf(your);
  if (reaches.length > 0 && reaches.every((reach) => reach === 'loopback') && near !== 'loopback')
    return 'mediaLoopback';
  if (!reaches.includes('public') && near === 'public') return 'mediaPrivate';
  return 'mediaUnreachable';
}
