// @vitest-environment node

import { describe, expect, it } from 'vitest';
import { layoutStage } from './layoutStage';

describe('layoutStage', () => {
  it('has the strip beside the stage in a wide window, and below it in a tall one', () => {
    const wide = layoutStage(3, 1400, 780, false);
    expect(wide.strip[0]?.x).toBeGreaterThan(wide.stage.x + wide.stage.width);
    const tall = layoutStage(3, 374, 700, false);
    expect(tall.strip[0]?.y).toBeGreaterThan(tall.stage.y + tall.stage.height);
  });

  it('never crops a screen: it gets all the space beside the strip', () => {
    const { stage, strip } = layoutStage(2, 1400, 780, true);
    expect(stage.height).toBe(780);
    expect(stage.width).toBe((strip[0]?.x ?? 0) - 8);
  });

  it('crops a camera on the stage to 16:9 at most', () => {
    const { stage } = layoutStage(0, 2000, 600, false);
    expect(stage.width / stage.height).toBeCloseTo(16 / 9, 2);
    expect(Math.abs(stage.x - (2000 - stage.width) / 2)).toBeLessThanOrEqual(1);
  });

  it('makes tiles of the strip smaller before it leaves somebody out', () => {
    expect(layoutStage(6, 1400, 780, true).more).toBeNull();
    expect(layoutStage(6, 1400, 780, true).strip).toHaveLength(6);
  });

  it('says how many more where not all fit, in the last place', () => {
    const { strip, more } = layoutStage(20, 374, 640, false);
    expect(strip).toHaveLength(3);
    expect(more?.x).toBeGreaterThan(strip[2]?.x ?? Number.POSITIVE_INFINITY);
  });

  it('gives a shared screen in a tall window what it can use, and the rest to the people', () => {
    const { stage, strip, more } = layoutStage(5, 374, 700, true);
    expect(stage.width).toBe(374);
    expect(stage.height).toBeLessThan(374);
    expect(strip).toHaveLength(5);
    expect(more).toBeNull();
    for (const one of strip) {
      expect(one.y).toBeGreaterThanOrEqual(stage.height + 8);
      expect(one.width).toBeGreaterThanOrEqual(104);
    }
  });

  it('stays inside the space', () => {
    for (const [width, height] of [
      [1400, 780],
      [374, 640],
      [900, 300],
      [200, 200],
    ] as const) {
      for (let others = 0; others < 30; others++) {
        const { stage, strip, more } = layoutStage(others, width, height, others % 2 === 0);
        for (const one of [stage, ...strip, ...(more ? [more] : [])]) {
          expect(one.x).toBeGreaterThanOrEqual(0);
          expect(one.x + one.width).toBeLessThanOrEqual(width + 0.01);
          expect(one.y + one.height).toBeLessThanOrEqual(height + 0.01);
        }
      }
    }
  });
});
