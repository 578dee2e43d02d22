// Films one of the cast: a short loop in YUV4MPEG2, as Chromium's file camera plays it.

const WIDTH = 960;
const HEIGHT = 540;
const FPS = 10;
const FRAMES = 12;

/** @param page a page of any browser, used as a canvas @param {import('./cast.mjs').Role} role */
export async function film(page, role) {
  const frames = [];
  for (let frame = 0; frame < FRAMES; frame++) {
    const sway = Math.sin((frame / FRAMES) * 2 * Math.PI);
    const text = await page.evaluate(paint, { role, sway, width: WIDTH, height: HEIGHT });
    frames.push(Buffer.from('FRAME\n'), Buffer.from(text, 'base64'));
  }
  return Buffer.concat([Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F${FPS}:1 Ip A1:1 C420jpeg\n`), ...frames]);
}

/** Runs in the page; must stand by itself. Gives one frame in I420 (BT.601), in base64. */
async function paint({ role, sway, width, height }) {
  const canvas = new OffscreenCanvas(width, height);
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  const fill = (colour, draw) => {
    pen.fillStyle = colour;
    pen.beginPath();
    draw();
    pen.fill();
  };
  const oval = (x, y, rx, ry) => pen.ellipse(x, y, rx, ry, 0, 0, 2 * Math.PI);
  const line = (colour, thick, draw) => {
    pen.strokeStyle = colour;
    pen.lineWidth = thick;
    pen.lineCap = 'round';
    pen.beginPath();
    draw();
    pen.stroke();
  };

  const wall = pen.createLinearGradient(0, 0, width, height);
  wall.addColorStop(0, role.wall[0]);
  wall.addColorStop(1, role.wall[1]);
  pen.fillStyle = wall;
  pen.fillRect(0, 0, width, height);
  const props = {
    plant() {
      fill('#b5694a', () => pen.roundRect(176, 352, 84, 96, 10));
      for (const [x, y, turn] of [[218, 270, 0], [180, 292, -0.7], [256, 292, 0.7], [196, 232, -0.3], [242, 232, 0.3]]) {
        fill('#4f7d57', () => pen.ellipse(x, y, 20, 66, turn, 0, 2 * Math.PI));
      }
    },
    shelf() {
      fill('#8a6a4f', () => pen.rect(140, 250, 210, 14));
      const books = ['#c0574a', '#e3c16f', '#3d6a7d', '#7c9a6d', '#d9d2c3', '#5b4a72'];
      books.forEach((colour, index) => fill(colour, () => pen.rect(152 + index * 27, 172 + (index % 3) * 10, 22, 78 - (index % 3) * 10)));
      fill('#8a6a4f', () => pen.rect(640, 160, 190, 14));
      fill('#e9e2d4', () => oval(700, 130, 28, 30));
      fill('#3d6a7d', () => pen.rect(756, 96, 22, 64));
    },
    window() {
      fill('#f7efe6', () => pen.roundRect(620, 70, 210, 260, 8));
      fill('#a9cfe3', () => pen.rect(632, 82, 88, 236));
      fill('#bcdceb', () => pen.rect(730, 82, 88, 236));
      fill('#86a97d', () => oval(676, 318, 60, 46));
      fill('#cfe6f0', () => pen.rect(632, 318, 186, 0));
    },
    picture() {
      fill('#5d4a3a', () => pen.rect(180, 90, 180, 140));
      fill('#efe7d8', () => pen.rect(192, 102, 156, 116));
      fill('#e0a35a', () => oval(300, 138, 20, 20));
      fill('#6f8f9f', () => {
        pen.moveTo(192, 218);
        pen.lineTo(252, 146);
        pen.lineTo(300, 190);
        pen.lineTo(320, 172);
        pen.lineTo(348, 218);
      });
    },
  };
  props[role.prop]();

  pen.save();
  pen.translate(width / 2 + sway * 6, 286 + Math.abs(sway) * 3);
  pen.rotate(sway * 0.012);
  const behind = {
    curls: () => [[0, -66, 122, 118], [-96, 6, 46, 62], [96, 6, 46, 62], [-70, -118, 56, 50], [70, -118, 56, 50]].forEach((one) => fill(role.hair, () => oval(...one))),
    long: () => fill(role.hair, () => pen.roundRect(-116, -150, 232, 330, 110)),
    short: () => fill(role.hair, () => oval(0, -48, 100, 104)),
    side: () => fill(role.hair, () => oval(0, -52, 104, 106)),
  };
  behind[role.style]();
  fill(role.skin, () => pen.roundRect(-34, 70, 68, 100, 24));
  fill('rgb(0 0 0 / 0.12)', () => oval(0, 104, 36, 20));
  fill(role.shirt, () => {
    pen.moveTo(-236, 300);
    pen.quadraticCurveTo(-220, 162, -60, 142);
    pen.quadraticCurveTo(0, 190, 60, 142);
    pen.quadraticCurveTo(220, 162, 236, 300);
  });
  fill(role.skin, () => oval(-88, 8, 16, 24));
  fill(role.skin, () => oval(88, 8, 16, 24));
  fill(role.skin, () => oval(0, 0, 88, 112));
  const fringe = {
    curls: () => [[-56, -88, 44, 34], [0, -104, 50, 34], [56, -88, 44, 34]].forEach((one) => fill(role.hair, () => oval(...one))),
    long: () => fill(role.hair, () => {
      pen.moveTo(-92, 6);
      pen.quadraticCurveTo(-84, -132, 6, -126);
      pen.quadraticCurveTo(92, -124, 92, 6);
      pen.quadraticCurveTo(70, -70, 8, -84);
      pen.quadraticCurveTo(-60, -70, -92, 6);
    }),
    short: () => fill(role.hair, () => {
      pen.moveTo(-90, -16);
      pen.quadraticCurveTo(-80, -128, 0, -126);
      pen.quadraticCurveTo(80, -128, 90, -16);
      pen.quadraticCurveTo(66, -78, 0, -76);
      pen.quadraticCurveTo(-66, -78, -90, -16);
    }),
    side: () => fill(role.hair, () => {
      pen.moveTo(-92, -20);
      pen.quadraticCurveTo(-96, -136, 14, -130);
      pen.quadraticCurveTo(98, -124, 92, -16);
      pen.quadraticCurveTo(80, -66, 40, -84);
      pen.quadraticCurveTo(-30, -60, -92, -20);
    }),
  };
  fringe[role.style]();
  for (const side of [-1, 1]) {
    fill('#fffaf4', () => oval(side * 34, -8, 13, 11));
    fill('#2b1d18', () => oval(side * 34 + sway * 2, -7, 7, 8));
    line(role.hair, 6, () => {
      pen.moveTo(side * 18, -34);
      pen.quadraticCurveTo(side * 36, -42, side * 52, -32);
    });
    fill('rgb(220 90 70 / 0.16)', () => oval(side * 50, 32, 18, 12));
  }
  line('rgb(0 0 0 / 0.22)', 5, () => {
    pen.moveTo(0, 0);
    pen.quadraticCurveTo(12, 24, -2, 28);
  });
  line('#7a2f2a', 6, () => {
    pen.moveTo(-32, 56);
    pen.quadraticCurveTo(0, 84, 32, 56);
  });
  if (role.glasses) {
    for (const side of [-1, 1]) line('#28313a', 5, () => pen.roundRect(side * 36 - 27, -30, 54, 44, 16));
    line('#28313a', 5, () => {
      pen.moveTo(-9, -10);
      pen.lineTo(9, -10);
    });
  }
  pen.restore();

  const { data } = pen.getImageData(0, 0, width, height);
  const luma = width * height;
  const planes = new Uint8Array((luma * 3) / 2);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = 4 * (y * width + x);
      const [r, g, b] = [data[at], data[at + 1], data[at + 2]];
      planes[y * width + x] = 16 + 0.257 * r + 0.504 * g + 0.098 * b;
      if (x % 2 || y % 2) continue;
      const half = (y / 2) * (width / 2) + x / 2;
      planes[luma + half] = 128 - 0.148 * r - 0.291 * g + 0.439 * b;
      planes[luma * 1.25 + half] = 128 + 0.439 * r - 0.368 * g - 0.071 * b;
    }
  }
  const url = await new Promise((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result);
    reader.readAsDataURL(new Blob([planes]));
  });
  return url.slice(url.indexOf(',') + 1);
}
