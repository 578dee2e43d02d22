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
