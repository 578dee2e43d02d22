import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Addresses } from './addresses';
import { FakeSocket, fakeServer, joined, last } from './fake';
import { OPEN_IMPATIENT_MS, OPEN_TIMEOUT_MS } from './link';

const OWN = 'wss://one.example/api/v1/signalling';
const TWO = 'wss://two.example/api/v1/signalling';
const THREE = 'wss://three.example:8443/api/v1/signalling';
const ORIGINS = ['https://one.example', 'https://two.example', 'https://three.example:8443'];

describe('addresses', () => {
  it('are tried in turn, from the one that last worked', () => {
    const addresses = new Addresses(OWN);
    addresses.works(ORIGINS);
    const tried: string[] = [];
    for (let n = 0; n < 4; n++) {
      tried.push(addresses.current);
      addresses.failed();
    }
    expect(tried).toEqual([OWN, TWO, THREE, OWN]);
    addresses.works(ORIGINS);
    expect(addresses.current).toBe(TWO);
  });

  it('are the one the page came by where there are no others', () => {
    const addresses = new Addresses(OWN);
    addresses.works([]);
    addresses.failed();
    expect([addresses.current, addresses.others, addresses.untried]).toEqual([OWN, 0, false]);
  });

  it('keep the one the page came by, and the one in use, whatever a node says', () => {
    const addresses = new Addresses(OWN);
    addresses.works(['https://two.example']);
    addresses.failed();
    addresses.works(['https://three.example:8443']);
    expect(addresses.current).toBe(TWO);
    addresses.failed();
    expect(addresses.current).toBe(THREE);
    addresses.failed();
    expect(addresses.current).toBe(OWN);
  });
});

describe('a client whose node is lost', () => {
  let server: ReturnType<typeof fakeServer>;
  const tried = () => FakeSocket.all.map(({ url }) => new URL(url).host);

  beforeEach(async () => {
    server = fakeServer();
    server.signalling.start();
    await last().open();
    last().say(joined({ addresses: ['http://host', 'http://two', 'http://three'] }));
  });

  afterEach(() => server.end());

  it('tries it once more and then resumes at another, at once', async () => {
    last().drop();
    await vi.advanceTimersByTimeAsync(50);
    last().drop();
    await vi.advanceTimersByTimeAsync(50);
    expect(tried()).toEqual(['host', 'host', 'two']);
    await last().open();
    expect(last().types()).toEqual(['resume']);
    last().say(joined({ resumed: true, id: 'resume', addresses: ['http://host', 'http://two', 'http://three'] }));
    expect(server.owner.joins).toEqual(['first', 'resumed']);
    last().drop();
    await vi.advanceTimersByTimeAsync(50);
    expect(tried()).toEqual(['host', 'host', 'two', 'two']);
  });

  it('gives one that does not answer a second, while there is another', async () => {
    last().drop();
    await vi.advanceTimersByTimeAsync(50);
    await vi.advanceTimersByTimeAsync(OPEN_IMPATIENT_MS + 50);
    await vi.advanceTimersByTimeAsync(OPEN_IMPATIENT_MS + 50);
    expect(tried()).toEqual(['host', 'host', 'two', 'three']);
  });

  it('has more patience, and waits, once all have failed', async () => {
    last().drop();
    for (let n = 0; n < 3; n++) {
      await vi.advanceTimersByTimeAsync(50);
      last().drop();
    }
    await vi.advanceTimersByTimeAsync(499);
    expect(tried()).toEqual(['host', 'host', 'two', 'three']);
    await vi.advanceTimersByTimeAsync(1);
    expect(tried()).toEqual(['host', 'host', 'two', 'three', 'host']);
    await vi.advanceTimersByTimeAsync(OPEN_TIMEOUT_MS - 1);
    expect(tried()).toHaveLength(5);
  });

  it('does not go back to a node that said it stops', async () => {
    last().say({ type: 'ended', code: 'node-stopping', message: '' });
    await vi.advanceTimersByTimeAsync(50);
    expect(tried()).toEqual(['host', 'two']);
  });
});
