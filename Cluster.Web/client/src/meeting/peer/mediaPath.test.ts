// @vitest-environment node

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { track } from '../samples';
import { FakeConnection } from './fakeConnection';
import { PathStage, refused } from './pathStage';
import { CONNECT_TIMEOUT_MS, DISCONNECTED_PATIENCE_MS } from './peer';

let stage: PathStage;
beforeEach(() => {
  stage = new PathStage();
});
afterEach(() => stage.end());

describe('a join', () => {
  it('offers to send and to receive even without any device', async () => {
    const offer = await stage.media.joinOffer();
    expect(offer.sources.map((source) => source.kind)).toEqual(['microphone', 'camera']);
    const uses = ['speech', 'speech', 'speech', 'screenSound', 'video', 'video', 'video', 'video'];
    expect(offer.slots.map((slot) => slot.use)).toEqual(uses);
  });

  it('is connecting, then connected', async () => {
    await stage.enter();
    expect(stage.states).toEqual(['connecting', 'connected']);
    expect(stage.offers).toEqual([]);
  });

  it('tried again drops the offer before', async () => {
    await stage.media.joinOffer();
    await stage.media.joinOffer();
    expect(FakeConnection.all.map((one) => one.closed)).toEqual([true, false]);
  });

  it('made anew replaces the connection only when it is answered', async () => {
    const first = await stage.enter();
    await stage.media.joinOffer();
    expect(first.closed).toBe(false);
    await stage.media.joined('answer', false);
    expect(first.closed).toBe(true);
    expect(FakeConnection.last.closed).toBe(false);
  });
});

describe('switching on and off', () => {
  it('needs no offer', async () => {
    const connection = await stage.enter();
    const camera = track('camera');
    Object.assign(camera, { getSettings: () => ({}) });
    await stage.media.setTrack('camera', camera);
    await stage.media.setTrack('camera', null);
    await stage.media.setTrack('microphone', track('microphone'));
    await stage.settle();
    expect(stage.offers).toEqual([]);
    expect(connection.transceivers[0]?.sender.track).toMatchObject({ id: 'microphone' });
  });

  it('the screen needs one the first time only', async () => {
    await stage.enter();
    stage.tracks.screen = track('s1');
    await stage.media.setTrack('screen', stage.tracks.screen);
    await stage.settle();
    expect(stage.offers.at(-1)?.sources.map((source) => source.kind)).toEqual([
      'microphone',
      'camera',
      'screen',
      'screenSound',
    ]);
    await stage.reply();
    await stage.media.setTrack('screen', null);
    await stage.media.setTrack('screen', track('s2'));
    await stage.settle();
    expect(stage.offers).toHaveLength(1);
  });

  it('the screen while the join is under way offers it after', async () => {
    await stage.media.joinOffer();
    stage.tracks.screen = track('s1');
    await stage.media.setTrack('screen', stage.tracks.screen);
    await stage.media.joined('answer', false);
    await stage.settle();
    expect(stage.offers.at(-1)?.sources.map((source) => source.kind)).toContain('screen');
  });
});

describe('growing', () => {
  it('is one offer at a time, and the last wish wins', async () => {
    await stage.enter();
    stage.media.wantPictures(5);
    await stage.settle();
    stage.media.wantPictures(12);
    stage.media.wantPictures(3);
    await stage.settle();
    expect(stage.offers).toHaveLength(1);
    await stage.reply();
    expect(stage.offers).toHaveLength(2);
    await stage.reply();
    expect(stage.offers.map((offer) => offer.slots.filter((slot) => slot.use === 'video').length)).toEqual([9, 16]);
    expect(stage.slots.at(-1)).toBe(16);
  });

  it('that is refused is given up, said, and not offered again', async () => {
    const connection = await stage.enter();
    stage.media.wantPictures(9);
    await stage.settle();
    await stage.reply(refused('sdp-too-many-slots'));
    expect(stage.notices).toEqual(['notice.mediaRefused sdp-too-many-slots']);
    expect(connection.transceivers.filter((one) => one.stopped)).toHaveLength(5);
    expect(connection.closed).toBe(false);
    await stage.settle(60_000);
    expect(stage.offers).toHaveLength(1);
  });
});

describe('signalling lost under an offer', () => {
  it('takes it back and offers again after the resume', async () => {
    const connection = await stage.enter();
    stage.media.wantPictures(9);
    await stage.settle();
    stage.up = false;
    await stage.reply(refused('connection-lost'));
    await stage.settle(10_000);
    expect(stage.offers).toHaveLength(1);
    expect(connection.signalingState).toBe('stable');
    stage.up = true;
    stage.media.resumed(true);
    await stage.settle();
    expect(stage.offers).toHaveLength(2);
    await stage.reply();
    expect(connection.answers).toHaveLength(2);
  });
});

describe('a lost path', () => {
  it.each<[string, (connection: FakeConnection) => void]>([
    ['failed', (connection) => connection.become('failed')],
    ['DTLS closed', (connection) => connection.closeDtls()],
    ['lost by the server', () => stage.media.serverSays(false, 'consent-expired')],
  ])('%s: a new connection with a full offer', async (_, lose) => {
    const connection = await stage.enter();
    stage.media.wantPictures(9);
    await stage.settle();
    await stage.reply();
    lose(connection);
    expect(stage.states.at(-1)).toBe('lost');
    await stage.settle(1);
    expect(connection.closed).toBe(true);
    expect(FakeConnection.all).toHaveLength(2);
    expect(stage.offers.at(-1)?.slots).toHaveLength(13);
    await stage.reply();
    FakeConnection.last.become('connected');
    expect(stage.states.at(-1)).toBe('connected');
  });

  it('disconnected for a moment is not lost, for long it is', async () => {
    const connection = await stage.enter();
    connection.become('disconnected');
    await stage.settle(DISCONNECTED_PATIENCE_MS - 1);
    connection.become('connected');
    await stage.settle(DISCONNECTED_PATIENCE_MS);
    expect(FakeConnection.all).toHaveLength(1);
    connection.become('disconnected');
    await stage.settle(DISCONNECTED_PATIENCE_MS + 1);
    expect(FakeConnection.all).toHaveLength(2);
  });

  it('that never connects is tried again, later each time', async () => {
    await stage.media.joinOffer();
    await stage.media.joined('answer', false);
    await stage.settle(CONNECT_TIMEOUT_MS + 1);
    expect(stage.offers).toHaveLength(1);
    await stage.reply();
    await stage.settle(CONNECT_TIMEOUT_MS + 999);
    expect(stage.offers).toHaveLength(1);
    await stage.settle(2);
    expect(stage.offers).toHaveLength(2);
  });

  it('with an answer that is none is made anew', async () => {
    await stage.enter();
    stage.media.wantPictures(9);
    await stage.settle();
    await stage.reply({ type: 'answer', id: 'r', sdp: 'nonsense', sources: [] });
    await stage.settle(1);
    expect(FakeConnection.all).toHaveLength(2);
  });

  it('waits for signalling', async () => {
    const connection = await stage.enter();
    stage.up = false;
    connection.become('failed');
    await stage.settle(60_000);
    expect(stage.offers).toEqual([]);
    stage.up = true;
    stage.media.resumed(false);
    await stage.settle(2_000);
    expect(stage.offers).toHaveLength(1);
  });

  it('of a former connection does not cost the one that is connecting', async () => {
    const connection = await stage.enter();
    connection.become('failed');
    await stage.settle(1);
    stage.media.serverSays(false, 'consent-expired');
    await stage.settle(1);
    expect(FakeConnection.all).toHaveLength(2);
    expect(FakeConnection.last.closed).toBe(false);
  });
});

describe('after a resume', () => {
  it('media unknown to the server is made anew', async () => {
    await stage.enter();
    stage.media.resumed(false);
    await stage.settle(2_001);
    expect(FakeConnection.all).toHaveLength(2);
  });

  it('media the server learns of just then is kept', async () => {
    await stage.enter();
    stage.media.resumed(false);
    await stage.settle(500);
    stage.media.serverSays(true, '');
    await stage.settle(10_000);
    expect(FakeConnection.all).toHaveLength(1);
  });
});
