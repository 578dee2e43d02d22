// @vitest-environment node

import { describe, expect, it } from 'vitest';
import noticesText from '../shared/notices.ts?raw';
import { t, wordsFor } from './index';
import './words/meeting';

describe('words', () => {
  it('fills in and counts', () => {
    expect(t('meeting.people', { count: 1 })).toBe('1 person');
    expect(t('meeting.people', { count: 7 })).toBe('7 people');
    expect(t('meeting.pin', { name: '<b>Ann</b>' })).toBe('Pin <b>Ann</b>');
  });

  it('has some for every notice of the session', () => {
    const keys = [...noticesText.matchAll(/^ {2}'notice\.(\w+)':/gm)].map((match) => match[1] ?? '');
    expect(keys.length).toBeGreaterThan(15);
    for (const key of keys) expect(wordsFor('notice', key, '', { count: 3, name: 'Ann' }), key).not.toBe('');
  });

  it('knows what to say for a code it does not know', () => {
    expect(wordsFor('refused', 'room-full.title', 'else')).toBe('This room is full');
    expect(wordsFor('refused', 'never-heard.title', 'else')).toBe('else');
    expect(wordsFor('refused', 'room-full', 'else')).toBe('else');
  });
});
