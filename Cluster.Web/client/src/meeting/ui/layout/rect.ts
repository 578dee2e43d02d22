// A place on the screen, in CSS pixels from the top left of the tile area.

export interface Rect {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** The flattest and the steepest a camera is cropped to. */
export const RATIO_MAX = 16 / 9;
export const RATIO_MIN = 4 / 3;
/** The steepest in a window that is itself upright: a phone's camera is upright too, and a face fits. */
export const RATIO_MIN_UPRIGHT = 3 / 4;

/** The steepest a camera is cropped to in a space of this shape. */
export function ratioMinFor(width: number, height: number): number {
  return width < height ? RATIO_MIN_UPRIGHT : RATIO_MIN;
}

/** The largest picture inside the given space whose width over height is within the two ratios. */
export function fitRatio(
  width: number,
  height: number,
  least = RATIO_MIN,
  most = RATIO_MAX,
): { width: number; height: number } {
  if (width <= 0 || height <= 0) return { width: 0, height: 0 };
  const ratio = width / height;
  if (ratio > most) return { width: height * most, height };
  if (ratio < least) return { width, height: width / least };
  return { width, height };
}

/** `inner` in the middle of `outer`. */
export function centre(inner: { width: number; height: number }, outer: Rect): Rect {
  return {
    x: outer.x + (outer.width - inner.width) / 2,
    y: outer.y + (outer.height - inner.height) / 2,
    width: inner.width,
    height: inner.height,
  };
}

/** On whole pixels, so that edges are sharp; never larger than before. */
export function whole({ x, y, width, height }: Rect): Rect {
  const left = Math.ceil(x);
  const top = Math.ceil(y);
  return { x: left, y: top, width: Math.floor(x + width) - left, height: Math.floor(y + height) - top };
}
