// A moving picture drawn on a canvas, in place of a camera or a screen.

import type { SourceKind } from '../src/shared/protocol';

export function drawnTrack(index: number, kind: SourceKind): MediaStreamTrack {
  const canvas = document.createElement('canvas');
  canvas.width = kind === 'screen' ? 1280 : 640;
  canvas.height = kind === 'screen' ? 800 : 360;
  const paint = canvas.getContext('2d');
  let step = 0;
  const draw = () => {
    if (paint) (kind === 'screen' ? drawScreen : drawPerson)(paint, canvas.width, canvas.height, index, step);
    step++;
    setTimeout(draw, 200);
  };
  draw();
  const [track] = canvas.captureStream(5).getVideoTracks();
  if (!track) throw new Error('A canvas gives one video track.');
  return track;
}

function drawPerson(paint: CanvasRenderingContext2D, width: number, height: number, index: number, step: number): void {
  const hue = (index * 67 + 25) % 360;
  const wall = paint.createLinearGradient(0, 0, width, height);
  wall.addColorStop(0, `hsl(${hue} 22% 62%)`);
  wall.addColorStop(1, `hsl(${hue + 30} 26% 34%)`);
  paint.fillStyle = wall;
  paint.fillRect(0, 0, width, height);
  const sway = Math.sin(step / 3 + index) * 6;
  paint.fillStyle = `hsl(${(hue + 180) % 360} 35% 30%)`;
  paint.beginPath();
  paint.ellipse(width / 2 + sway, height + 40, 170, 170, 0, 0, Math.PI * 2);
  paint.fill();
  paint.fillStyle = `hsl(${18 + (index % 5) * 5} 45% ${78 - (index % 4) * 13}%)`;
  paint.beginPath();
  paint.ellipse(width / 2 + sway, height / 2 - 5, 66, 84, 0, 0, Math.PI * 2);
  paint.fill();
}

function drawScreen(
  paint: CanvasRenderingContext2D,
  width: number,
  height: number,
  _index: number,
  step: number,
): void {
  paint.fillStyle = '#fbfbfa';
  paint.fillRect(0, 0, width, height);
  paint.fillStyle = '#24303a';
  paint.font = '600 34px system-ui';
  paint.fillText('Quarterly figures', 60, 90);
  for (let bar = 0; bar < 9; bar++) {
    paint.fillStyle = bar % 2 ? '#0b7a83' : '#8fc7cb';
    const high = 120 + ((bar * 53 + step) % 380);
    paint.fillRect(80 + bar * 125, height - 80 - high, 80, high);
  }
}
