// @vitest-environment node

import { describe, expect, it } from 'vitest';
import { cameraEncodings, layersFor, preferred } from './formats';
import { levelOfAmplitude, nextLevels } from './levels';
import { videoSlotsFor } from './lines';

describe('preferred', () => {
  it('keeps VP8 with its retransmission, and Opus', () => {
    const codecs = ['video/VP8', 'video/rtx', 'video/H264', 'video/red', 'audio/opus', 'audio/PCMU'].map(
      (mimeType) => ({ mimeType }),
    );
    expect(preferred(codecs, 'video').map((codec) => codec.mimeType)).toEqual(['video/VP8', 'video/rtx']);
    expect(preferred(codecs, 'audio').map((codec) => codec.mimeType)).toEqual(['audio/opus']);
    expect(preferred([], 'video')).toEqual([]);
  });
});

describe('layersFor', () => {
  it.each([
    [1080, [4, 2, 1]],
    [720, [4, 2, 1]],
    [540, [4, 2, 1]],
    [480, [2, 1]],
    [360, [2, 1]],
    [240, [1]],
    [0, [1]],
  ])('a picture of %d pixels is sent at 1/%j', (pixels, scales) => {
    const layers = layersFor(pixels);
    expect(layers).toHaveLength(cameraEncodings.length);
    expect(layers.filter((layer) => layer.active).map((layer) => layer.scaleResolutionDownBy)).toEqual(scales);
  });
});

describe('videoSlotsFor', () => {
  it('grows in steps and never shrinks', () => {
    expect([0, 4, 5, 9, 10, 17, 25, 80].map((pictures) => videoSlotsFor(pictures, 4))).toEqual([
      4, 4, 9, 9, 16, 25, 25, 25,
    ]);
    expect(videoSlotsFor(2, 16)).toBe(16);
  });
});

describe('levels', () => {
  it('are even to the ear and stay in 0..1', () => {
    expect([0, -1, Number.NaN, 0.001, 1, 2].map(levelOfAmplitude)).toEqual([0, 0, 0, expect.closeTo(0, 5), 1, 1]);
    expect(levelOfAmplitude(0.1)).toBeCloseTo(2 / 3, 2);
  });

  it('are the same object while nothing can be seen to change', () => {
    const before = nextLevels({}, new Map([['a', 0.5]]));
    expect(before).toEqual({ a: 0.5 });
    expect(nextLevels(before, new Map([['a', 0.51]]))).toBe(before);
    expect(nextLevels(before, new Map([['a', 0.7]]))).toEqual({ a: 0.7 });
    const silent = {};
    expect(nextLevels(silent, new Map([['a', 0.01]]))).toBe(silent);
  });

  it('fade and go when a voice stops', () => {
    let levels = nextLevels({}, new Map([['a', 1]]));
    const seen: number[] = [];
    for (let i = 0; i < 10; i++) {
      levels = nextLevels(levels, new Map());
      seen.push(levels.a ?? 0);
    }
    expect(seen[0]).toBeCloseTo(0.6);
    expect(seen.at(-1)).toBe(0);
    expect(levels).toEqual({});
  });
});
