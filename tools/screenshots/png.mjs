// Makes a screenshot smaller: at most 256 colours, chosen by median cut, in a palette (PNG, ISO/IEC 15948).

import { deflateSync, inflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const COLOURS_MAX = 256;
/** Bits of each channel that tell colours apart. */
const BITS = 5;

/** @param {Buffer} png truecolour, 8 bits, not interlaced: what Chromium's screenshots are */
export function shrink(png) {
  const { width, height, pixels } = read(png);
  const palette = choose(pixels);
  const index = new Map();
  const rows = Buffer.alloc(height * (width + 1));
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = 3 * (y * width + x);
      const colour = (pixels[at] << 16) | (pixels[at + 1] << 8) | pixels[at + 2];
      let found = index.get(colour);
      if (found === undefined) index.set(colour, (found = nearest(palette, colour)));
      rows[y * (width + 1) + 1 + x] = found;
    }
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 3, 0, 0, 0], 8);
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', head),
    chunk('PLTE', Buffer.from(palette.flat())),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** The pixels as RGB. */
function read(png) {
  if (!png.subarray(0, 8).equals(SIGNATURE)) throw new Error('this is no PNG');
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  const [bits, kind, , , interlace] = png.subarray(24, 29);
  if (bits !== 8 || (kind !== 2 && kind !== 6) || interlace !== 0) throw new Error('only truecolour of 8 bits is read');
  const parts = [];
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at);
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') parts.push(png.subarray(at + 8, at + 8 + length));
    at += 12 + length;
  }
  const channels = kind === 2 ? 3 : 4;
  const lines = unfilter(inflateSync(Buffer.concat(parts)), width * channels, height, channels);
  if (channels === 3) return { width, height, pixels: lines };
  const pixels = Buffer.alloc(3 * width * height);
  for (let from = 0, to = 0; to < pixels.length; from += 4, to += 3) lines.copy(pixels, to, from, from + 3);
  return { width, height, pixels };
}

/** Takes back the five filters (section 9). */
function unfilter(data, stride, height, step) {
  const out = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y++) {
    const filter = data[y * (stride + 1)];
    for (let x = 0; x < stride; x++) {
      const at = y * stride + x;
      const left = x >= step ? out[at - step] : 0;
      const up = y > 0 ? out[at - stride] : 0;
      const corner = x >= step && y > 0 ? out[at - stride - step] : 0;
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter];
      out[at] = data[y * (stride + 1) + 1 + x] + guess;
    }
  }
  return out;
}

function paeth(left, up, corner) {
  const near = left + up - corner;
  const [a, b, c] = [Math.abs(near - left), Math.abs(near - up), Math.abs(near - corner)];
  return a <= b && a <= c ? left : b <= c ? up : corner;
}

/** Median cut: the box with the most to gain is halved until there are enough. */
function choose(pixels) {
  const counts = new Map();
  for (let at = 0; at < pixels.length; at += 3) {
    const key = ((pixels[at] >> (8 - BITS)) << 16) | ((pixels[at + 1] >> (8 - BITS)) << 8) | (pixels[at + 2] >> (8 - BITS));
    const entry = counts.get(key) ?? counts.set(key, { n: 0, sum: [0, 0, 0] }).get(key);
    entry.n++;
    for (let channel = 0; channel < 3; channel++) entry.sum[channel] += pixels[at + channel];
  }
  const mean = ({ n, sum }) => sum.map((one) => one / n);
  let boxes = [box([...counts.values()].map((entry) => ({ n: entry.n, colour: mean(entry) })))];
  while (boxes.length < COLOURS_MAX) {
    const widest = boxes.reduce((best, one) => (one.gain > best.gain ? one : best));
    if (widest.gain === 0) break;
    const { entries, channel } = widest;
    entries.sort((a, b) => a.colour[channel] - b.colour[channel]);
    const half = entries.reduce((sum, { n }) => sum + n, 0) / 2;
    let cut = 0;
    for (let sum = 0; cut < entries.length - 1 && (cut === 0 || sum + entries[cut].n <= half); cut++) sum += entries[cut].n;
    boxes = boxes.filter((one) => one !== widest).concat(box(entries.slice(0, cut)), box(entries.slice(cut)));
  }
  return boxes.map(({ entries }) => {
    const n = entries.reduce((sum, one) => sum + one.n, 0);
    return [0, 1, 2].map((channel) => Math.round(entries.reduce((sum, one) => sum + one.n * one.colour[channel], 0) / n));
  });
}

/** `gain`: how far apart its colours are, by how many pixels have them. */
function box(entries) {
  const spans = [0, 1, 2].map((channel) => {
    const values = entries.map(({ colour }) => colour[channel]);
    return values.reduce((most, one) => Math.max(most, one), 0) - values.reduce((least, one) => Math.min(least, one), 255);
  });
  const channel = spans.indexOf(Math.max(...spans));
  const n = entries.reduce((sum, one) => sum + one.n, 0);
  return { entries, channel, gain: entries.length > 1 ? spans[channel] * Math.sqrt(n) : 0 };
}

function nearest(palette, colour) {
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  palette.forEach(([r, g, b], index) => {
    const far = (r - (colour >> 16)) ** 2 + (g - ((colour >> 8) & 255)) ** 2 + (b - (colour & 255)) ** 2;
    if (far < least) [best, least] = [index, far];
  });
  return best;
}

function chunk(type, data) {
  const out = Buffer.alloc(12 + data.length);
  out.writeUInt32BE(data.length, 0);
  out.write(type, 4, 'latin1');
  data.copy(out, 8);
  out.writeUInt32BE(crc(out.subarray(4, 8 + data.length)), 8 + data.length);
  return out;
}

/** CRC-32 as in annex D. */
function crc(bytes) {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return (sum ^ 0xffffffff) >>> 0;
}
