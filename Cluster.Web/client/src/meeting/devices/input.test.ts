import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { InputKind } from './capture';
import { Input } from './input';

class FakeTrack {
  enabled = true;
  readyState = 'live';
  contentHint = '';
  onended: (() => void) | null = null;
  constructor(readonly label: string) {}
  stop(): void {
    this.readyState = 'ended';
  }
}

type Answer = FakeTrack | DOMException;
let answers: Answer[];
let asked: MediaStreamConstraints[];
let open: Array<() => void>;
let held: boolean;

beforeEach(() => {
  answers = [];
  asked = [];
  open = [];
  held = false;
  vi.stubGlobal('navigator', {
    permissions: { query: () => Promise.resolve({ state: 'granted' }) },
    mediaDevices: {
      getUserMedia: async (constraints: MediaStreamConstraints) => {
        asked.push(constraints);
        if (held) await new Promise<void>((resolve) => open.push(resolve));
        const answer = answers.shift() ?? new FakeTrack('default');
        if (answer instanceof DOMException) throw answer;
        return { getAudioTracks: () => [answer], getVideoTracks: () => [answer] };
      },
    },
  });
});

afterEach(() => vi.unstubAllGlobals());

function input(kind: InputKind): { input: Input; sent: Array<MediaStreamTrack | null>; gone: Array<string | null> } {
  const sent: Array<MediaStreamTrack | null> = [];
  const gone: Array<string | null> = [];
  const made = new Input(kind, null, {
    changed: () => undefined,
    track: (track) => sent.push(track),
    gone: (label) => gone.push(label),
  });
  return { input: made, sent, gone };
}

describe('a microphone', () => {
  it('is kept while muted and not opened again', async () => {
    const { input: microphone, sent } = input('microphone');
    await microphone.set(true);
    await microphone.set(false);
    expect(microphone.on).toBe(false);
    expect(microphone.track?.enabled).toBe(false);
    await microphone.set(true);
    expect(microphone.track?.enabled).toBe(true);
    expect(asked).toHaveLength(1);
    expect(sent).toHaveLength(1);
  });

  it('muted while it is being opened stays silent', async () => {
    held = true;
    const { input: microphone } = input('microphone');
    const opening = microphone.set(true);
    await vi.waitFor(() => expect(open).toHaveLength(1));
    const muting = microphone.set(false);
    open[0]?.();
    await Promise.all([opening, muting]);
    expect(microphone.on).toBe(false);
    expect(microphone.track?.enabled).toBe(false);
  });

  it('that is missing says so and is off', async () => {
    answers = [new DOMException('', 'NotFoundError')];
    const { input: microphone } = input('microphone');
    await microphone.set(true);
    expect(microphone).toMatchObject({ on: false, track: null, problem: 'missing' });
  });

  it('unplugged is replaced by the default', async () => {
    const { input: microphone, sent, gone } = input('microphone');
    await microphone.set(true);
    answers = [new FakeTrack('Other')];
    microphone.track?.onended?.(new Event('ended'));
    await microphone.ready();
    expect(microphone.on).toBe(true);
    expect(sent.map((track) => track?.label)).toEqual(['default', undefined, 'Other']);
    expect(gone).toEqual(['Other']);
  });

  it('unplugged without another is missing', async () => {
    const { input: microphone, gone } = input('microphone');
    await microphone.set(true);
    answers = [new DOMException('', 'NotFoundError')];
    microphone.track?.onended?.(new Event('ended'));
    await microphone.ready();
    expect(microphone).toMatchObject({ on: false, problem: 'missing' });
    expect(gone).toEqual([null]);
  });
});

describe('a camera', () => {
  it('that is off is given back', async () => {
    const { input: camera, sent } = input('camera');
    await camera.set(true);
    const track = camera.track;
    await camera.set(false);
    expect(track?.readyState).toBe('ended');
    expect(sent.at(-1)).toBeNull();
    await camera.set(true);
    expect(asked).toHaveLength(2);
  });

  it('switched off while it is being opened lights nothing', async () => {
    held = true;
    const lamp = new FakeTrack('cam');
    answers = [lamp];
    const { input: camera } = input('camera');
    const opening = camera.set(true);
    await vi.waitFor(() => expect(open).toHaveLength(1));
    const closing = camera.set(false);
    open[0]?.();
    await Promise.all([opening, closing]);
    expect(camera.track).toBeNull();
    expect(lamp.readyState).toBe('ended');
  });

  it('is changed by exact id, and not opened by being chosen while off', async () => {
    const { input: camera } = input('camera');
    await camera.choose('c2');
    expect(asked).toHaveLength(0);
    await camera.set(true);
    await camera.choose('c3');
    expect(asked.at(-1)?.video).toMatchObject({ deviceId: { exact: 'c3' } });
  });

  it('stays the present one when the other cannot be had', async () => {
    const { input: camera } = input('camera');
    await camera.set(true);
    const present = camera.track;
    answers = [new DOMException('', 'NotFoundError')];
    await camera.choose('c2');
    expect(camera).toMatchObject({ on: true, track: present, problem: 'missing' });
  });
});
