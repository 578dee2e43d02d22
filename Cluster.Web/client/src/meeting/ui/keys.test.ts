// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { keyAction } from './keys';

const press = (key: string, over: Partial<Parameters<typeof keyAction>[0]> = {}) =>
  keyAction({ key, ctrlKey: false, metaKey: false, altKey: false, target: document.body, ...over });

function inside(html: string): Element {
  document.body.innerHTML = html;
  const target = document.querySelector('.here');
  if (!target) throw new Error('No element to press a key in.');
  return target;
}

describe('keyAction', () => {
  it.each([
    ['m', 'microphone'],
    ['M', 'microphone'],
    ['v', 'camera'],
    ['d', 'share'],
    ['c', 'chat'],
    ['p', 'people'],
    ['r', 'hand'],
    ['w', 'view'],
    ['?', 'help'],
    [' ', 'talk'],
  ])('knows %s', (key, action) => expect(press(key)).toBe(action));

  it('leaves other keys and combinations alone', () => {
    expect(press('x')).toBeNull();
    expect(press('Enter')).toBeNull();
    expect(press('c', { ctrlKey: true })).toBeNull();
    expect(press('r', { metaKey: true })).toBeNull();
    expect(press('d', { altKey: true })).toBeNull();
  });

  it.each([
    '<input class="here">',
    '<textarea class="here"></textarea>',
    '<select class="here"></select>',
    '<div role="dialog"><button class="here"></button></div>',
    '<div role="menu"><div class="here"></div></div>',
  ])('does nothing in %s', (html) => expect(press('m', { target: inside(html) })).toBeNull());

  it('lets Space press the focused button, but other keys work there', () => {
    const button = inside('<button class="here"></button>');
    expect(press(' ', { target: button })).toBeNull();
    expect(press('m', { target: button })).toBe('microphone');
  });

  it('takes Space for talking where the focus came with the pointer, but not in a field', () => {
    expect(press(' ', { target: inside('<button class="here"></button>'), byPointer: true })).toBe('talk');
    expect(press(' ', { target: inside('<textarea class="here"></textarea>'), byPointer: true })).toBeNull();
  });
});
