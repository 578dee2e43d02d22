// A camera of few pixels, whose moving pictures cost a browser next to nothing to encode: for what is to be measured beside browsers
// on the same processors.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const WIDTH = 160;
const HEIGHT = 90;
const PICTURES = 40;
/** How far the bar moves from picture to picture, in pixels. */
const STEP = 4;

/** Writes its pictures into `directory` and returns the arguments that make Chromium show them over and over, `fps` a second. */
export function smallCamera(directory, fps) {
  const file = join(directory, 'camera.y4m');
  const parts = [Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F${fps}:1 Ip A1:1 C420\n`)];
  for (let picture = 0; picture < PICTURES; picture++) parts.push(Buffer.from('FRAME\n'), barAt((picture * STEP) % WIDTH));
  writeFileSync(file, Buffer.concat(parts));
  return [`--use-file-for-fake-video-capture=${file}`];
}

/** A bright bar before grey: the plane of luma and two of chroma, a quarter as large each. */
function barAt(x) {
  const luma = Buffer.alloc(WIDTH * HEIGHT, 96);
  for (let line = 0; line < HEIGHT; line++) luma.fill(220, line * WIDTH + x, line * WIDTH + Math.min(WIDTH, x + 2 * STEP));
  return Buffer.concat([luma, Buffer.alloc((WIDTH * HEIGHT) / 2, 128)]);
}
