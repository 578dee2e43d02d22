// @vitest-environment node

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { track } from '../samples';
import type { Reply } from '../signalling/requests';
import { FakeConnection } from './fakeConnection';
import type { Tracks } from './lines';
import { MediaPath } from './mediaPath';
import { CONNECT_TIMEOUT_MS, DISCONNECTED_PATIENCE_MS, type Offer } from './peer';

let media: MediaPath;
let tracks: Tracks;
let up: boolean;
let ticketed: boolean;
let offers: Offer[];
let replies: Array<(reply: Reply) => void>;
let states: string[];
let notices: string[];
let slots: number[];

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(console, 'info').mockReturnValue();
  vi.stubGlobal('RTCPeerConnection', FakeConnection);
  vi.stubGlobal('RTCRtpReceiver', {});
  FakeConnection.all = [];
  tracks = { microphone: null, camera: null, screen: null, screenSound: null };
  up = true;
  ticketed = false;
  [offers, replies, states, notices, slots] = [[], [], [], [], []];
  media = new MediaPath({
    tracks: () => tracks,
    up: () => up,
    send: (offer) => {
      offers.push(offer);
      return new Promise((resolve) => replies.push(resolve));
    },
    mayPresent: () => ticketed,
    present: (offer) => {
      offers.push(offer);
      return new Promise((resolve) => replies.push(resolve));
    },
    presentForMove: () => new Promise(() => undefined),
    moved: () => undefined,
    beside: () => undefined,
    besideBrings: () => false,
    takeOver: () => undefined,
    state: (state) => states.push(state),
    slots: (all) => slots.push(all.filter((slot) => slot.use === 'video').length),
    notice: (draft) => notices.push(`${draft.key} ${draft.params?.code}`),
  });
});

afterEach(() => {
  media.close();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const settle = (ms = 0) => vi.advanceTimersByTimeAsync(ms);
const refused = (code: string): Reply => ({ type: 'refused', id: 'r', code, message: '' });

async function reply(with_: Reply = { type: 'answer', id: 'r', sdp: 'answer', sources: [] }): Promise<void> {
  const resolve = replies.shift();
  if (!resolve) throw new Error('no offer is waiting');
  resolve(with_);
  await settle();
}

async function enter(): Promise<FakeConnection> {
  await media.joinOffer();
  await media.joined('answer', false);
  FakeConnection.last.become('connected');
  media.serverSays(true, '');
  return FakeConnection.last;
}

describe('a join', () => {
  it('offers to send and to receive even without any device', async () => {
    const offer = await media.joinOffer();
    expect(offer.sources.map((source) => source.kind)).toEqual(['microphone', 'camera']);
    const uses = ['speech', 'speech', 'speech', 'screenSound', 'video', 'video', 'video', 'video'];
    expect(offer.slots.map((slot) => slot.use)).toEqual(uses);
  });

  it('is connecting, then connected', async () => {
    await enter();
    expect(states).toEqual(['connecting', 'connected']);
    expect(offers).toEqual([]);
  });

  it('tried again drops the offer before', async () => {
    await media.joinOffer();
    await media.joinOffer();
    expect(FakeConnection.all.map((one) => one.closed)).toEqual([true, false]);
  });

  it('made anew replaces the connection only when it is answered', async () => {
    const first = await enter();
    await media.joinOffer();
    expect(first.closed).toBe(false);
    await media.joined('answer', false);
    expect(first.closed).toBe(true);
    expect(FakeConnection.last.closed).toBe(false);
  });
});

describe('switching on and off', () => {
  it('needs no offer', async () => {
    const connection = await enter();
    const camera = track('camera');
    Object.assign(camera, { getSettings: () => ({}) });
    await media.setTrack('camera', camera);
    await media.setTrack('camera', null);
    await media.setTrack('microphone', track('microphone'));
    await settle();
    expect(offers).toEqual([]);
    expect(connection.transceivers[0]?.sender.track).toMatchObject({ id: 'microphone' });
  });

  it('the screen needs one the first time only', async () => {
    await enter();
    tracks.screen = track('s1');
    await media.setTrack('screen', tracks.screen);
    await settle();
    expect(offers.at(-1)?.sources.map((source) => source.kind)).toEqual([
      'microphone',
      'camera',
      'screen',
      'screenSound',
    ]);
    await reply();
    await media.setTrack('screen', null);
    await media.setTrack('screen', track('s2'));
    await settle();
    expect(offers).toHaveLength(1);
  });

  it('the screen while the join is under way offers it after', async () => {
    await media.joinOffer();
    tracks.screen = track('s1');
    await media.setTrack('screen', tracks.screen);
    await media.joined('answer', false);
    await settle();
    expect(offers.at(-1)?.sources.map((source) => source.kind)).toContain('screen');
  });
});

describe('growing', () => {
  it('is one offer at a time, and the last wish wins', async () => {
    await enter();
    media.wantPictures(5);
    await settle();
    media.wantPictures(12);
    media.wantPictures(3);
    await settle();
    expect(offers).toHaveLength(1);
    await reply();
    expect(offers).toHaveLength(2);
    await reply();
    expect(offers.map((offer) => offer.slots.filter((slot) => slot.use === 'video').length)).toEqual([9, 16]);
    expect(slots.at(-1)).toBe(16);
  });

  it('that is refused is given up, said, and not offered again', async () => {
    const connection = await enter();
    media.wantPictures(9);
    await settle();
    await reply(refused('sdp-too-many-slots'));
    expect(notices).toEqual(['notice.mediaRefused sdp-too-many-slots']);
    expect(connection.transceivers.filter((one) => one.stopped)).toHaveLength(5);
    expect(connection.closed).toBe(false);
    await settle(60_000);
    expect(offers).toHaveLength(1);
  });
});

describe('signalling lost under an offer', () => {
  it('takes it back and offers again after the resume', async () => {
    const connection = await enter();
    media.wantPictures(9);
    await settle();
    up = false;
    await reply(refused('connection-lost'));
    await settle(10_000);
    expect(offers).toHaveLength(1);
    expect(connection.signalingState).toBe('stable');
    up = true;
    media.resumed(true);
    await settle();
    expect(offers).toHaveLength(2);
    await reply();
    expect(connection.answers).toHaveLength(2);
  });
});

describe('a lost path', () => {
  it.each<[string, (connection: FakeConnection) => void]>([
    ['failed', (connection) => connection.become('failed')],
    ['DTLS closed', (connection) => connection.closeDtls()],
    ['lost by the server', () => media.serverSays(false, 'consent-expired')],
  ])('%s: a new connection with a full offer', async (_, lose) => {
    const connection = await enter();
    media.wantPictures(9);
    await settle();
    await reply();
    lose(connection);
    expect(states.at(-1)).toBe('lost');
    await settle(1);
    expect(connection.closed).toBe(true);
    expect(FakeConnection.all).toHaveLength(2);
    expect(offers.at(-1)?.slots).toHaveLength(13);
    await reply();
    FakeConnection.last.become('connected');
    expect(states.at(-1)).toBe('connected');
  });

  it('disconnected for a moment is not lost, for long it is', async () => {
    const connection = await enter();
    connection.become('disconnected');
    await settle(DISCONNECTED_PATIENCE_MS - 1);
    connection.become('connected');
    await settle(DISCONNECTED_PATIENCE_MS);
    expect(FakeConnection.all).toHaveLength(1);
    connection.become('disconnected');
    await settle(DISCONNECTED_PATIENCE_MS + 1);
    expect(FakeConnection.all).toHaveLength(2);
  });

  it('that never connects is tried again, later each time', async () => {
    await media.joinOffer();
    await media.joined('answer', false);
    await settle(CONNECT_TIMEOUT_MS + 1);
    expect(offers).toHaveLength(1);
    await reply();
    await settle(CONNECT_TIMEOUT_MS + 999);
    expect(offers).toHaveLength(1);
    await settle(2);
    expect(offers).toHaveLength(2);
  });

  it('with an answer that is none is made anew', async () => {
    await enter();
    media.wantPictures(9);
    await settle();
    await reply({ type: 'answer', id: 'r', sdp: 'nonsense', sources: [] });
    await settle(1);
    expect(FakeConnection.all).toHaveLength(2);
  });

  it('waits for signalling', async () => {
    const connection = await enter();
    up = false;
    connection.become('failed');
    await settle(60_000);
    expect(offers).toEqual([]);
    up = true;
    media.resumed(false);
    await settle(2_000);
    expect(offers).toHaveLength(1);
  });

  it('of a former connection does not cost the one that is connecting', async () => {
    const connection = await enter();
    connection.become('failed');
    await settle(1);
    media.serverSays(false, 'consent-expired');
    await settle(1);
    expect(FakeConnection.all).toHaveLength(2);
    expect(FakeConnection.last.closed).toBe(false);
  });
});

describe('after a resume', () => {
  it('media unknown to the server is made anew', async () => {
    await enter();
    media.resumed(false);
    await settle(2_001);
    expect(FakeConnection.all).toHaveLength(2);
  });

  it('media the server learns of just then is kept', async () => {
    await enter();
    media.resumed(false);
    await settle(500);
    media.serverSays(true, '');
    await settle(10_000);
    expect(FakeConnection.all).toHaveLength(1);
  });
});

describe('a bridge that falls silent', () => {
  let packetAtMs: number;
  let alive: ReturnType<typeof setInterval>;

  /** Connected, with a packet every 20 ms from now on. */
  async function flowing(): Promise<FakeConnection> {
    const connection = await enter();
    ticketed = true;
    packetAtMs = 0;
    const slot = connection.transceivers.find((one) => one.direction === 'recvonly');
    if (!slot) throw new Error('no slot');
    alive = setInterval(() => {
      slot.synchronization = [{ source: 1, timestamp: ++packetAtMs }];
    }, 20);
    await settle(1_000);
    return connection;
  }

  afterEach(() => clearInterval(alive));

  it('is replaced by another, which takes over when it is connected and not before', async () => {
    const former = await flowing();
    expect(offers).toHaveLength(0);
    clearInterval(alive);
    await settle(500);
    expect(offers).toHaveLength(1);
    expect(former.closed).toBe(false);
    await reply({ type: 'answer', id: 'r', sdp: 'answer', sources: [], ticket: 't' });
    expect(former.closed).toBe(false);
    expect(states.at(-1)).toBe('connected');
    FakeConnection.last.become('connected');
    expect(former.closed).toBe(true);
    expect(FakeConnection.last.closed).toBe(false);
    expect(states).not.toContain('lost');
  });

  it('is replaced sooner when the server doubts it, and not while packets come', async () => {
    await flowing();
    media.doubt();
    await settle(1_000);
    expect(offers).toHaveLength(0);
    clearInterval(alive);
    media.doubt();
    await settle(250);
    expect(offers).toHaveLength(1);
  });

  it('is asked for again when no bridge takes the offer', async () => {
    await flowing();
    clearInterval(alive);
    await settle(500);
    await reply(refused('try-again'));
    expect(FakeConnection.last.closed).toBe(true);
    await settle(500);
    expect(offers).toHaveLength(2);
  });

  it('and is lost for good meanwhile leaves it to the one that is coming', async () => {
    const former = await flowing();
    clearInterval(alive);
    await settle(500);
    former.become('failed');
    await settle(5_000);
    expect(FakeConnection.all).toHaveLength(2);
    await reply({ type: 'answer', id: 'r', sdp: 'answer', sources: [], ticket: 't' });
    FakeConnection.last.become('connected');
    expect(states.at(-1)).toBe('connected');
  });

  it('while signalling is away too is replaced as soon as a socket is open, before the resume', async () => {
    await flowing();
    clearInterval(alive);
    [up, ticketed] = [false, false];
    await settle(5_000);
    expect(FakeConnection.all).toHaveLength(1);
    ticketed = true;
    media.reachable();
    await settle();
    expect(offers).toHaveLength(1);
  });

  it('without tickets is left to the browser, as before', async () => {
    await flowing();
    ticketed = false;
    clearInterval(alive);
    await settle(10_000);
    expect(FakeConnection.all).toHaveLength(1);
  });

  it('and speaks again needs nothing', async () => {
    const connection = await flowing();
    clearInterval(alive);
    await settle(300);
    const slot = connection.transceivers.find((one) => one.direction === 'recvonly');
    if (slot) slot.synchronization = [{ source: 1, timestamp: ++packetAtMs }];
    await settle(300);
    expect(FakeConnection.all).toHaveLength(1);
  });
});
