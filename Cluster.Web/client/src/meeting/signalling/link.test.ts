import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeServer, joined, last, type Owner } from './fake';
import { PING_INTERVAL_MS, PONG_PATIENCE_MS, PROBE_PATIENCE_MS } from './link';
import { REQUEST_TIMEOUT_MS } from './requests';
import type { Signalling } from './signalling';

let server: ReturnType<typeof fakeServer>;
let owner: Owner;
let signalling: Signalling;
let enter: () => Promise<void>;

beforeEach(() => {
  server = fakeServer();
  ({ owner, signalling, enter } = server);
});

afterEach(() => server.end());

describe('a silent server', () => {
  it('is noticed by a missed pong', async () => {
    await enter();
    await vi.advanceTimersByTimeAsync(PING_INTERVAL_MS);
    expect(last().types()).toEqual(['join', 'ping']);
    await vi.advanceTimersByTimeAsync(PONG_PATIENCE_MS - 1);
    expect(owner.downs).toBe(0);
    await vi.advanceTimersByTimeAsync(1);
    expect(owner.downs).toBe(1);
  });

  it('is fine while it answers', async () => {
    await enter();
    for (let i = 1; i <= 20; i++) {
      await vi.advanceTimersByTimeAsync(PING_INTERVAL_MS);
      last().say({ type: 'pong', number: i });
    }
    expect(owner.downs).toBe(0);
    expect(owner.messages).toEqual([]);
  });

  it('is asked at once after a change of network', async () => {
    await enter();
    window.dispatchEvent(new Event('offline'));
    expect(last().types()).toEqual(['join', 'ping']);
    await vi.advanceTimersByTimeAsync(PROBE_PATIENCE_MS);
    expect(owner.downs).toBe(1);
  });
});

describe('requests', () => {
  it('get the reply with their id', async () => {
    await enter();
    const one = signalling.request((id) => ({ type: 'rename', id, name: 'A' }));
    const two = signalling.request((id) => ({ type: 'rename', id, name: 'B' }));
    last().say({ type: 'done', id: two.id });
    last().say({ type: 'refused', id: one.id, code: 'not-allowed', message: 'No.' });
    expect(await two.reply).toEqual({ type: 'done', id: two.id });
    expect(await one.reply).toMatchObject({ code: 'not-allowed' });
  });

  it('time out', async () => {
    await enter();
    const { reply } = signalling.request((id) => ({ type: 'rename', id, name: 'A' }));
    for (let ms = 0; ms < REQUEST_TIMEOUT_MS; ms += PING_INTERVAL_MS) {
      await vi.advanceTimersByTimeAsync(PING_INTERVAL_MS);
      last().say({ type: 'pong', number: 1 });
    }
    expect(await reply).toMatchObject({ type: 'refused', code: 'timeout' });
  });

  it('end with the socket, but for those whose fate a resume tells', async () => {
    await enter();
    const offer = signalling.request((id) => ({ type: 'offer', id, sdp: '', sources: [], slots: [] }));
    const heard = signalling.request((id) => ({ type: 'chat', id, text: 'a' }), true);
    const unheard = signalling.request((id) => ({ type: 'chat', id, text: 'b' }), true);
    owner.joined = () => {
      signalling.done(heard.id);
    };
    last().drop();
    expect(await offer.reply).toMatchObject({ code: 'connection-lost' });
    await vi.advanceTimersByTimeAsync(200);
    await last().open();
    last().say(joined({ resumed: true }));
    expect(await heard.reply).toMatchObject({ type: 'done' });
    expect(await unheard.reply).toMatchObject({ code: 'connection-lost' });
  });

  it('are refused while there is no socket', async () => {
    await enter();
    last().drop();
    const { reply } = signalling.request((id) => ({ type: 'rename', id, name: 'A' }));
    expect(await reply).toMatchObject({ code: 'connection-lost' });
  });
});

describe('what comes in', () => {
  it('is passed on, and nonsense is not', async () => {
    await enter();
    for (const text of ['{', '5', 'null', '{"a":1}', '[]']) last().say(text);
    last().say({ type: 'speakers', sources: [3] });
    expect(owner.messages).toEqual([{ type: 'speakers', sources: [3] }]);
    expect(owner.downs).toBe(0);
  });

  it('from a former socket is not heard', async () => {
    await enter();
    const former = last();
    const handler = former.onmessage;
    former.drop();
    handler?.({ data: JSON.stringify({ type: 'speakers', sources: [3] }) });
    expect(owner.messages).toEqual([]);
  });
});
