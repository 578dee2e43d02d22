// @vitest-environment node

import { describe, expect, it } from 'vitest';
import { adviceFor, reachOf, splitCandidate } from './advice';
import { CHECKS, type CheckState, freshResults, type Results, resultsText, verdictOf } from './results';
import { mbpsOf, speedState } from './speed';

const all = (state: CheckState, over: Partial<Record<keyof Results, CheckState>> = {}): Results => {
  const results = freshResults();
  for (const name of CHECKS) results[name] = { state: over[name] ?? state, words: [`About ${name}.`] };
  return results;
};

describe('verdictOf', () => {
  it('waits for the last check', () => {
    expect(verdictOf(freshResults())).toBeNull();
    expect(verdictOf(all('ok', { up: 'running' }))).toBeNull();
  });

  it('tells what is needed from what is nice', () => {
    expect(verdictOf(all('ok', { speaker: 'skipped' }))).toBe('good');
    expect(verdictOf(all('ok', { camera: 'failed' }))).toBe('some');
    expect(verdictOf(all('ok', { down: 'warn' }))).toBe('some');
    for (const needed of ['secure', 'socket', 'media'] as const)
      expect(verdictOf(all('ok', { [needed]: 'failed' }))).toBe('bad');
  });
});

it('the text has every check and the server’s addresses', () => {
  const info = { candidates: ['203.0.113.5:10000'], detectedFrom: 'set', yourAddress: '', secure: true } as const;
  const text = resultsText(all('ok'), { ...info, candidates: [...info.candidates] }, 'Agent 1', 0, {
    name: (check) => `<${check}>`,
    state: (state) => state.toUpperCase(),
  });
  expect(text).toContain('203.0.113.5:10000');
  for (const check of CHECKS) expect(text).toContain(`<${check}>: OK. About ${check}.`);
});

describe('advice', () => {
  it.each([
    ['127.0.0.1', 'loopback'],
    ['::1', 'loopback'],
    ['10.0.0.7', 'private'],
    ['172.16.0.1', 'private'],
    ['172.32.0.1', 'public'],
    ['192.168.1.1', 'private'],
    ['100.64.0.1', 'private'],
    ['::ffff:10.0.0.7', 'private'],
    ['fd12::1', 'private'],
    ['fe80::1', 'private'],
    ['203.0.113.5', 'public'],
    ['2001:db8::5', 'public'],
  ])('%s reaches %s', (address, reach) => expect(reachOf(address)).toBe(reach));

  it('takes candidates apart', () => {
    expect(splitCandidate('203.0.113.5:10000')).toEqual({ address: '203.0.113.5', port: '10000' });
    expect(splitCandidate('[2001:db8::5]:10000')).toEqual({ address: '2001:db8::5', port: '10000' });
    expect(splitCandidate('[::1]')).toEqual({ address: '[::1]', port: '' });
  });

  it('finds the reason', () => {
    expect(adviceFor(['127.0.0.1:10000'], '192.168.1.9')).toBe('mediaLoopback');
    expect(adviceFor(['192.168.1.1:10000'], '198.51.100.7')).toBe('mediaPrivate');
    expect(adviceFor(['192.168.1.1:10000'], '192.168.1.9')).toBe('mediaUnreachable');
    expect(adviceFor(['192.168.1.1:1', '203.0.113.5:1'], '198.51.100.7')).toBe('mediaUnreachable');
    expect(adviceFor(['127.0.0.1:10000'], '127.0.0.1')).toBe('mediaUnreachable');
  });
});

describe('speed', () => {
  it('is bits by time', () => {
    expect(mbpsOf(1_250_000, 1_000)).toBe(10);
    expect(mbpsOf(1_000, 0)).toBe(0);
  });

  it('has a meaning', () => {
    expect(speedState(20)).toEqual({ state: 'ok', key: 'speedOk' });
    expect(speedState(2)).toEqual({ state: 'warn', key: 'speedFew' });
    expect(speedState(0.3)).toEqual({ state: 'warn', key: 'speedLow' });
  });
});
