// Draws the client's icons from the product's mark into Cluster.Web/client/public.
//
//   npm ci --prefix tests && node tools/icons/make.mjs
//
// Chromium (PARLEY_CHROMIUM, else /usr/bin/chromium) does the drawing. Run it after a change of the mark; what it
// writes is committed, because a build should need no browser.

import { writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { launchChromium } from '../../tests/Harness/chromium.mjs';

const INTO = resolve(dirname(fileURLToPath(import.meta.url)), '../../Cluster.Web/client/public');
const GROUND = '#163b40';

/** Two people meeting: two circles that overlap, on a square of 32. */
const MARK = `<circle cx="12.2" cy="16" r="6.7" fill="#3fc1c9"/>
  <circle cx="19.8" cy="16" r="6.7" fill="#67d3d9"/>
  <path d="M16 10.48a6.7 6.7 0 0 1 0 11.04a6.7 6.7 0 0 1 0-11.04z" fill="#e8fbfc"/>`;

/** `radius` of the ground's corners; `scale` of the mark about its middle. */
function drawing({ radius, scale }) {
  const mark = scale === 1 ? MARK : `<g transform="translate(16 16) scale(${scale}) translate(-16 -16)">${MARK}</g>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">
  <title>Parley</title>
  <rect width="32" height="32" rx="${radius}" fill="${GROUND}"/>
  ${mark}
</svg>
`;
}

const ROUNDED = drawing({ radius: 8, scale: 1 });
/** To the edge: the system cuts its own shape out of it, and may cut away all but a circle of 80 %. */
const WHOLE = drawing({ radius: 0, scale: 0.86 });
/** At 16 pixels the mark needs more of the square. */
const TINY = drawing({ radius: 7, scale: 1.12 });

const browser = await launchChromium();
try {
  const page = await browser.newPage();
  const draw = async (svg, size) => {
    await page.setViewportSize({ width: size, height: size });
    await page.setContent(`<style>*{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`);
    return page.screenshot({ omitBackground: true });
  };
  writeFileSync(join(INTO, 'icon.svg'), ROUNDED);
  for (const size of [192, 512]) {
    writeFileSync(join(INTO, `icon-${size}.png`), await draw(ROUNDED, size));
    writeFileSync(join(INTO, `icon-maskable-${size}.png`), await draw(WHOLE, size));
  }
  writeFileSync(join(INTO, 'apple-touch-icon.png'), await draw(WHOLE, 180));
  const small = [];
  for (const size of [16, 32, 48]) small.push({ size, png: await draw(size === 16 ? TINY : ROUNDED, size) });
  writeFileSync(join(INTO, 'favicon.ico'), icoOf(small));
} finally {
  await browser.close();
}

/** Pictures in PNG as one ICO file: a header, one entry of 16 bytes each, then the pictures. */
function icoOf(pictures) {
  const head = Buffer.alloc(6 + 16 * pictures.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(pictures.length, 4);
  let offset = head.length;
  pictures.forEach(({ size, png }, index) => {
    const at = 6 + 16 * index;
    head.writeUInt8(size, at);
    head.writeUInt8(size, at + 1);
    head.writeUInt16LE(1, at + 4);
    head.writeUInt16LE(32, at + 6);
    head.writeUInt32LE(png.length, at + 8);
    head.writeUInt32LE(offset, at + 12);
    offset += png.length;
  });
  return Buffer.concat([head, ...pictures.map(({ png }) => png)]);
}
