import { beforeEach, describe, expect, it } from 'vitest';
import { forgetReturnToken, keepReturnToken, RETURNS_MAX, returnTokenOf } from './returnTokens';

beforeEach(() => sessionStorage.clear());

describe('return tokens', () => {
  it('are kept by room, the latest of each', () => {
    keepReturnToken('a', '1');
    keepReturnToken('b', '2');
    keepReturnToken('a', '3');
    expect(returnTokenOf('a')).toBe('3');
    expect(returnTokenOf('b')).toBe('2');
    expect(returnTokenOf('c')).toBeNull();
    forgetReturnToken('a');
    expect(returnTokenOf('a')).toBeNull();
  });

  it('are bounded, the oldest go', () => {
    for (let i = 0; i <= RETURNS_MAX; i++) keepReturnToken(`room ${i}`, String(i));
    expect(returnTokenOf('room 0')).toBeNull();
    expect(returnTokenOf(`room ${RETURNS_MAX}`)).toBe(String(RETURNS_MAX));
  });

  it('are not read from what is none', () => {
    for (const text of ['{', '{"a":"b"}', '[["a"]]', '[["a",1]]', 'null']) {
      sessionStorage.setItem('parley.return', text);
      expect(returnTokenOf('a')).toBeNull();
    }
  });
});
