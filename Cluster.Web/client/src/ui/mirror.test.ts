import { beforeEach, describe, expect, it } from 'vitest';
import { readPreferences } from '../shared/preferences';
import { looksAway, setMirrored } from './mirror';

beforeEach(() => localStorage.clear());

const camera = (settings: MediaTrackSettings) => ({ getSettings: () => settings }) as MediaStreamTrack;

describe('mirror', () => {
  it('remembers the choice', () => {
    setMirrored(false);
    expect(readPreferences().mirrored).toBe(false);
    setMirrored(true);
    expect(readPreferences().mirrored).toBe(true);
  });

  it('knows a camera that looks at the room', () => {
    expect(looksAway(camera({ facingMode: 'environment' }))).toBe(true);
    expect(looksAway(camera({ facingMode: 'user' }))).toBe(false);
    expect(looksAway(camera({}))).toBe(false);
  });
});
