// Lets Chromium begin a connection with what is known of the way already: else it begins with 300 kbit/s, and takes a second or two until it
// sends all layers of a picture. Other browsers pass over the parameter.

/** More helps nobody: it is what all layers of a camera take. */
const START_BPS_MAX = 2_500_000;
/** What Chromium begins with. */
const START_BPS_MIN = 300_000;

/** An answer whose lines for pictures that we send name a start rate, in bits a second; null: it stays as it is. */
export function withStartRate(sdp: string, bps: number | null): string {
  if (bps === null || bps <= START_BPS_MIN) return sdp;
  const parameter = `x-google-start-bitrate=${Math.round(Math.min(bps, START_BPS_MAX) / 1_000)}`;
  return sdp
    .split(/(?=^m=)/m)
    .map((section) =>
      /^m=video/.test(section) && /^a=recvonly\r?$/m.test(section) ? named(section, parameter) : section,
    )
    .join('');
}

function named(section: string, parameter: string): string {
  return section.replace(/^a=rtpmap:(\d+) VP8\/90000(\r?\n)/gim, (line, type, end) => {
    const has = new RegExp(`^a=fmtp:${type} `, 'm').test(section);
    return has ? line : `${line}a=fmtp:${type} ${parameter}${end}`;
  });
}
