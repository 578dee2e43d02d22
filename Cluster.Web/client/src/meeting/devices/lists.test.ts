import { describe, expect, it } from 'vitest';
import { arrange } from './lists';
import { levelOfRms } from './meter';

const info = (kind: MediaDeviceKind, deviceId: string, label = deviceId) =>
  ({ kind, deviceId, label }) as MediaDeviceInfo;
const nothing = { microphone: null, camera: null, speaker: null };

describe('arrange', () => {
  it('sorts devices into their menus', () => {
    const lists = arrange(
      [
        info('audioinput', 'm1'),
        info('videoinput', 'c1', 'Front'),
        info('videoinput', 'c2'),
        info('audiooutput', 's1'),
      ],
      { microphone: 'm1', camera: 'c2', speaker: null },
      true,
    );
    expect(lists.microphones).toEqual({ devices: [{ id: 'm1', label: 'm1' }], chosen: 'm1' });
    expect(lists.cameras.devices.map((device) => device.label)).toEqual(['Front', 'c2']);
    expect(lists.cameras.chosen).toBe('c2');
    expect(lists.speakers.chosen).toBe('s1');
  });

  it('leaves out what the browser hides and what is listed twice', () => {
    const lists = arrange(
      [
        info('audioinput', ''),
        info('audioinput', 'default'),
        info('audioinput', 'communications'),
        info('audioinput', 'default'),
      ],
      nothing,
      false,
    );
    expect(lists.microphones.devices.map((device) => device.id)).toEqual(['default']);
  });

  it('falls back to the first when the chosen one is gone', () => {
    expect(arrange([info('videoinput', 'c1')], { ...nothing, camera: 'gone' }, false).cameras.chosen).toBe('c1');
    expect(arrange([], { ...nothing, camera: 'gone' }, false).cameras.chosen).toBeNull();
  });

  it('has no speakers where the output cannot be chosen', () => {
    expect(arrange([info('audiooutput', 's1')], nothing, false).speakers).toEqual({ devices: [], chosen: null });
  });
});

describe('levelOfRms', () => {
  it('runs from silence to loud without leaving 0..1', () => {
    expect([0, Number.NaN, 0.0001, 1, 5].map(levelOfRms)).toEqual([0, 0, 0, 1, 1]);
    expect(levelOfRms(0.01)).toBeGreaterThan(levelOfRms(0.005));
  });
});
