import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeSocket, fakeServer, joined, last, type Owner } from './fake';
import { OPEN_TIMEOUT_MS } from './link';
import { FIRST_JOIN_PATIENCE_MS, JOIN_TIMEOUT_MS, type Signalling } from './signalling';

let server: ReturnType<typeof fakeServer>;
let owner: Owner;
let signalling: Signalling;
let enter: () => Promise<void>;

beforeEach(() => {
  server = fakeServer();
  ({ owner, signalling, enter } = server);
});

afterEach(() => server.end());

describe('a first join', () => {
  it('is one message with the offer, under the subprotocol', async () => {
    signalling.start();
    expect(last().protocol).toBe('parley.v1');
    expect(owner.offers).toBe(1);
    await last().open();
    expect(last().sent).toEqual([expect.objectContaining({ type: 'join', version: 1, room: 'r', sdp: 'offer 1' })]);
    last().say(joined());
    expect(owner.joins).toEqual(['first']);
    expect(signalling.up).toBe(true);
  });

  it('ends refused with the code of the server', async () => {
    signalling.start();
    await last().open();
    last().say({ type: 'refused', id: 'join', code: 'password-required', message: '' });
    expect(owner.ends).toEqual(['refused password-required']);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(FakeSocket.all).toHaveLength(1);
  });

  it('tries again after a refusal that passes', async () => {
    signalling.start();
    await last().open();
    last().say({ type: 'refused', id: 'join', code: 'try-again', message: '' });
    await vi.advanceTimersByTimeAsync(200);
    await last().open();
    expect(last().sent).toEqual([expect.objectContaining({ type: 'join', sdp: 'offer 2' })]);
  });

  it('gives up when nobody answers', async () => {
    signalling.start();
    for (let ms = 0; ms < FIRST_JOIN_PATIENCE_MS + 2 * OPEN_TIMEOUT_MS; ms += 100)
      await vi.advanceTimersByTimeAsync(100);
    expect(owner.ends).toEqual(['refused unreachable']);
    expect(FakeSocket.all.length).toBeGreaterThan(1);
  });

  it('says so when the browser cannot make an offer', async () => {
    owner.makeJoin = () => Promise.reject(new Error('no WebRTC'));
    signalling.start();
    await last().open();
    expect(owner.ends).toEqual(['refused media-unsupported']);
  });

  it('tries again when the server opens the socket and says nothing', async () => {
    signalling.start();
    await last().open();
    await vi.advanceTimersByTimeAsync(JOIN_TIMEOUT_MS + 200);
    expect(FakeSocket.all).toHaveLength(2);
  });
});

describe('after a loss', () => {
  it('resumes with the token and the last line seen', async () => {
    await enter();
    last().drop();
    expect(owner.downs).toBe(1);
    await vi.advanceTimersByTimeAsync(200);
    await last().open();
    expect(last().sent).toEqual([
      { type: 'resume', version: 1, id: 'resume', room: 'r', self: 'me', resumeToken: 'token', chatSeen: 7 },
    ]);
    last().say(joined({ resumed: true, id: 'resume', sdp: null }));
    expect(owner.joins).toEqual(['first', 'resumed']);
    expect(owner.offers).toBe(1);
  });

  it('waits longer each time', async () => {
    await enter();
    last().drop();
    // The first at once, for there may be other nodes; each client at its own moment of a tenth of a second.
    const waits = [50, 500, 1_000, 2_000, 5_000, 5_000];
    for (const [i, wait] of waits.entries()) {
      await vi.advanceTimersByTimeAsync(wait - 1);
      expect(FakeSocket.all).toHaveLength(i + 1);
      await vi.advanceTimersByTimeAsync(1);
      expect(FakeSocket.all).toHaveLength(i + 2);
      last().drop();
    }
  });

  it('joins anew when the server knows no more of it', async () => {
    await enter();
    last().drop();
    await vi.advanceTimersByTimeAsync(200);
    await last().open();
    last().say({ type: 'refused', id: 'resume', code: 'resume-unknown', message: '' });
    await last().open();
    expect(last().sent).toEqual([expect.objectContaining({ type: 'join', name: 'Ann', sdp: 'offer 2' })]);
    last().say(joined({ self: 'me-2', resumeToken: 'token-2' }));
    expect(owner.joins).toEqual(['first', 'anew']);
  });

  it('joins anew when the grace period is over', async () => {
    await enter();
    last().drop();
    for (let ms = 0; ms < 31_000; ms += 1_000) {
      if (last().readyState === 0) last().drop();
      await vi.advanceTimersByTimeAsync(1_000);
    }
    await vi.advanceTimersByTimeAsync(5_000);
    await last().open();
    expect(last().types()).toEqual(['join']);
    expect(owner.ends).toEqual([]);
  });

  it('says again what must not be lost, the latest of each kind', async () => {
    await enter();
    signalling.keep({ type: 'hand', raised: true });
    last().drop();
    signalling.keep({ type: 'view', wanted: [{ source: 1, height: 180 }] });
    signalling.keep({ type: 'view', wanted: [{ source: 2, height: 180 }] });
    await vi.advanceTimersByTimeAsync(200);
    await last().open();
    last().say(joined({ resumed: true }));
    expect(last().sent.slice(1)).toEqual([
      { type: 'hand', raised: true },
      { type: 'view', wanted: [{ source: 2, height: 180 }] },
    ]);
  });

  it('tries at once when the network comes back', async () => {
    await enter();
    last().drop();
    window.dispatchEvent(new Event('online'));
    expect(FakeSocket.all).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(10);
    expect(FakeSocket.all).toHaveLength(2);
  });

  it('comes back from a node that stops, and stays away from a meeting that ended', async () => {
    await enter();
    last().say({ type: 'ended', code: 'node-stopping', message: '' });
    await vi.advanceTimersByTimeAsync(200);
    await last().open();
    expect(last().types()).toEqual(['resume']);
    last().say(joined({ resumed: true }));
    last().say({ type: 'ended', code: 'meeting-ended', message: '' });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(owner.ends).toEqual(['left meeting-ended']);
    expect(FakeSocket.all).toHaveLength(2);
  });
});

describe('waiting for a host', () => {
  const waiting = { type: 'waiting', id: 'join', code: 'waiting-for-host', message: '' } as const;

  const wait = async () => {
    signalling.start();
    await last().open();
    last().say(waiting);
  };

  it('lasts as long as it takes, and ends with being in', async () => {
    await wait();
    expect(owner.waiting).toEqual(['waiting-for-host kept']);
    for (let ms = 0; ms < 10 * JOIN_TIMEOUT_MS; ms += 2_000) {
      await vi.advanceTimersByTimeAsync(2_000);
      last().say({ type: 'pong', number: 1 });
    }
    expect(FakeSocket.all).toHaveLength(1);
    expect(owner.ends).toEqual([]);
    last().say(joined());
    expect(owner.joins).toEqual(['first']);
    expect(signalling.up).toBe(true);
  });

  it('is taken up again after a loss, by another join, however long that takes', async () => {
    await wait();
    last().drop();
    expect(owner.waiting.at(-1)).toBe('waiting-for-host lost');
    for (let ms = 0; ms < 3 * FIRST_JOIN_PATIENCE_MS; ms += 500) {
      if (last().readyState === 0) last().drop();
      await vi.advanceTimersByTimeAsync(500);
    }
    expect(owner.ends).toEqual([]);
    await vi.advanceTimersByTimeAsync(6_000);
    await last().open();
    expect(last().sent).toEqual([expect.objectContaining({ type: 'join' })]);
    last().say(waiting);
    expect(owner.waiting.at(-1)).toBe('waiting-for-host kept');
    expect(owner.downs).toBe(0);
  });

  it('is asked again at once on a new socket when somebody signed in', async () => {
    await wait();
    const first = last();
    signalling.rejoin();
    expect(first.types()).toEqual(['join', 'leave']);
    expect(first.readyState).toBe(3);
    await last().open();
    expect(last().sent).toEqual([expect.objectContaining({ type: 'join', sdp: 'offer 2' })]);
    last().say(joined());
    expect(owner.joins).toEqual(['first']);
    expect(FakeSocket.all).toHaveLength(2);
  });

  it('ends when one is refused after all', async () => {
    await wait();
    last().say({ type: 'refused', id: 'join', code: 'room-expired', message: '' });
    expect(owner.ends).toEqual(['refused room-expired']);
  });
});

describe('tickets', () => {
  const offer = { sdp: 'v=0', sources: [], slots: [] };

  async function ticketed(): Promise<void> {
    await enter();
    last().say({ type: 'tickets', bridge: 'b1', standby: 's1', expiresAtMs: 1 });
  }

  const sent = (type: string) => last().sent.filter((message) => message.type === type);

  it('go with an offer, the bridge of the first', async () => {
    await ticketed();
    const reply = signalling.present(offer);
    expect(sent('offer')).toEqual([expect.objectContaining({ tickets: ['b1', 's1'] })]);
    last().say({ type: 'answer', id: 'r1', sdp: 'a', sources: [], ticket: 's1' });
    expect(await reply).toMatchObject({ type: 'answer', sdp: 'a' });
    void signalling.present(offer);
    expect(sent('offer').at(-1)).toMatchObject({ tickets: ['s1', 'b1'] });
  });

  it('go with a resume, as the one in use does', async () => {
    await ticketed();
    const reply = signalling.present(offer);
    last().say({ type: 'answer', id: 'r1', sdp: 'a', sources: [], ticket: 's1' });
    await reply;
    last().drop();
    await vi.advanceTimersByTimeAsync(100);
    await last().open();
    expect(sent('resume')).toEqual([expect.objectContaining({ ticket: 's1', said: owner.announce() })]);
  });

  it('let an offer be said before the resume is answered', async () => {
    await ticketed();
    last().drop();
    expect(signalling.mayPresent).toBe(false);
    await vi.advanceTimersByTimeAsync(100);
    await last().open();
    expect([signalling.up, signalling.mayPresent, owner.reached]).toEqual([false, true, 1]);
    const reply = signalling.present(offer);
    last().say({ type: 'refused', id: 'r1', code: 'ticket-expired', message: '' });
    expect(await reply).toMatchObject({ code: 'ticket-expired' });
    expect(owner.ends).toEqual([]);
    expect(signalling.mayPresent).toBe(false);
  });

  it('that refuse an offer too late do not end the resume', async () => {
    await ticketed();
    last().drop();
    await vi.advanceTimersByTimeAsync(100);
    await last().open();
    last().say({ type: 'refused', id: 'r9', code: 'try-again', message: '' });
    last().say({ type: 'refused', id: 'r9', code: 'not-joined', message: '' });
    expect(owner.ends).toEqual([]);
    last().say(joined({ resumed: true }));
    expect(owner.joins.at(-1)).toBe('resumed');
  });

  it('of a former membership are of no use to another', async () => {
    await ticketed();
    last().say(joined({ resumed: true }));
    expect(signalling.mayPresent).toBe(true);
    last().say(joined({ resumed: false }));
    expect(signalling.mayPresent).toBe(false);
  });
});

describe('a request that may be said twice', () => {
  it('is said again while the server asks for patience, and not when it says no', async () => {
    await enter();
    const reply = signalling.insist((id) => ({ type: 'rename', id, name: 'Ann' }));
    for (const id of ['r1', 'r2']) {
      await vi.advanceTimersByTimeAsync(0);
      last().say({ type: 'refused', id, code: 'try-again', message: '' });
      await vi.advanceTimersByTimeAsync(1_000);
    }
    last().say({ type: 'done', id: 'r3' });
    expect(await reply).toMatchObject({ type: 'done' });
    const other = signalling.insist((id) => ({ type: 'rename', id, name: 'Ann' }));
    last().say({ type: 'refused', id: 'r4', code: 'not-allowed', message: '' });
    expect(await other).toMatchObject({ code: 'not-allowed' });
  });

  it('is given up in the end', async () => {
    await enter();
    last().drop();
    const reply = signalling.insist((id) => ({ type: 'rename', id, name: 'Ann' }));
    await vi.advanceTimersByTimeAsync(30_000);
    expect(await reply).toMatchObject({ type: 'refused', code: 'connection-lost' });
  });
});
