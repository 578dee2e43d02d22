import { beforeEach, describe, expect, it } from 'vitest';
import { readPreferences, writePreferences } from './preferences';

beforeEach(() => localStorage.clear());

describe('preferences', () => {
  it('start empty and with everything on', () => {
    expect(readPreferences()).toEqual({
      name: '',
      microphone: null,
      camera: null,
      speaker: null,
      microphoneOn: true,
      cameraOn: true,
      mirrored: true,
    });
  });

  it('keep what is not changed', () => {
    writePreferences({ name: 'Ann', camera: 'cam-1' });
    writePreferences({ cameraOn: false });
    expect(readPreferences()).toMatchObject({ name: 'Ann', camera: 'cam-1', cameraOn: false });
  });

  it.each(['nonsense', '7', 'null', '{"name":{"x":1},"camera":7,"cameraOn":"yes"}'])(
    'survive what is stored: %s',
    (stored) => {
      localStorage.setItem('parley.preferences', stored);
      expect(readPreferences()).toMatchObject({ name: '', camera: null, cameraOn: true });
    },
  );
});
