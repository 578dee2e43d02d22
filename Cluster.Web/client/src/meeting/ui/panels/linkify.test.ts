// @vitest-environment node

import { describe, expect, it } from 'vitest';
import { linkify } from './linkify';

const links = (text: string) => linkify(text).flatMap((piece) => piece.href ?? []);

describe('linkify', () => {
  it('finds addresses and keeps every sign of the text', () => {
    const text = 'See https://example.org/a?b=1, and http://two.example.';
    expect(links(text)).toEqual(['https://example.org/a?b=1', 'http://two.example']);
    expect(
      linkify(text)
        .map((piece) => piece.text)
        .join(''),
    ).toBe(text);
  });

  it('leaves the sentence’s brackets out and the address’s own in', () => {
    expect(links('(https://example.org/a)')).toEqual(['https://example.org/a']);
    expect(links('https://en.wikipedia.org/wiki/A_(b)')).toEqual(['https://en.wikipedia.org/wiki/A_(b)']);
  });

  it('makes links of nothing but web addresses', () => {
    expect(links('javascript:alert(1) data:text/html,x ftp://a.example file:///etc https:// http://')).toEqual([]);
    expect(links('<a href="javascript:x">https</a>')).toEqual([]);
  });

  it('ends an address at quotes and angle brackets', () => {
    expect(links('"https://example.org/x"><script>')).toEqual(['https://example.org/x']);
  });

  it('has nothing to say about nothing', () => expect(linkify('')).toEqual([]));
});
