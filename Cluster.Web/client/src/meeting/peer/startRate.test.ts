// @vitest-environment node

import { describe, expect, it } from 'vitest';
import { withStartRate } from './startRate';

const lines = (...all: string[]) => all.map((line) => `${line}\r\n`).join('');
const audio = ['m=audio 9 UDP/TLS/RTP/SAVPF 111', 'a=recvonly', 'a=rtpmap:111 opus/48000/2'];
const sent = [
  'm=video 9 UDP/TLS/RTP/SAVPF 96 97',
  'a=recvonly',
  'a=rtpmap:96 VP8/90000',
  'a=rtpmap:97 rtx/90000',
  'a=fmtp:97 apt=96',
];
const slot = ['m=video 9 UDP/TLS/RTP/SAVPF 96', 'a=sendonly', 'a=rtpmap:96 VP8/90000'];
const answer = lines('v=0', 's=-', ...audio, ...sent, ...slot);

describe('a start rate', () => {
  it('is named for pictures that are sent, and for nothing else', () => {
    const at = sent.indexOf('a=rtpmap:96 VP8/90000') + 1;
    const named = [...sent.slice(0, at), 'a=fmtp:96 x-google-start-bitrate=1200', ...sent.slice(at)];
    expect(withStartRate(answer, 1_200_400)).toBe(lines('v=0', 's=-', ...audio, ...named, ...slot));
  });

  it('is no more than a camera takes', () => {
    expect(withStartRate(answer, 90_000_000)).toContain('x-google-start-bitrate=2500\r\n');
  });

  it.each([null, 0, 300_000])('of %s changes nothing', (bps) => {
    expect(withStartRate(answer, bps)).toBe(answer);
  });

  it('leaves parameters that are there alone', () => {
    const own = answer.replace('a=rtpmap:97', 'a=fmtp:96 max-fs=3600\r\na=rtpmap:97');
    expect(withStartRate(own, 1_000_000)).toBe(own);
  });
});
