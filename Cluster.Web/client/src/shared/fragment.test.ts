// @vitest-environment node

import { describe, expect, it } from 'vitest';
import { readFragment } from './fragment';

describe('readFragment', () => {
  it.each([
    ['', {}],
    ['#', {}],
    ['#userInfo.displayName="Ann"&config.prejoinConfig.enabled=false', { displayName: 'Ann', prejoin: false }],
    ['#userInfo.displayName=%22Ann%20Lee%22', { displayName: 'Ann Lee' }],
    ['#userInfo.displayName=Ann', { displayName: 'Ann' }],
    ['#userInfo.displayName=42', { displayName: '42' }],
    [
      '#config.startWithAudioMuted=true&config.startWithVideoMuted=true',
      { startWithAudioMuted: true, startWithVideoMuted: true },
    ],
    ['#config.startWithAudioMuted="false"', { startWithAudioMuted: false }],
    ['#config.startWithAudioMuted=1', {}],
    ['#config.prejoinConfig.enabled=%22no', {}],
    ['#userInfo.displayName=%E0%A4%A', { displayName: '%E0%A4%A' }],
    ['#userInfo.displayName={"a":1}&userInfo.displayName=[]', {}],
    ['#=x&&a&userInfo.displayName=', {}],
  ])('%s', (hash, expected) => {
    expect(readFragment(hash)).toEqual(expected);
  });

  it('ignores what is not on the list, prototypes included', () => {
    expect(readFragment('#__proto__.polluted=true&constructor=1&config.p2p.enabled=true')).toEqual({});
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  it('bounds what it reads', () => {
    expect(readFragment(`#userInfo.displayName=${'n'.repeat(200)}`).displayName).toHaveLength(64);
    expect(readFragment(`#${'x=1&'.repeat(2_000)}userInfo.displayName=Ann`)).toEqual({});
  });
});
