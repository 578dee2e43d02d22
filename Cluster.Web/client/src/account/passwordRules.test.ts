// @vitest-environment node

import { describe, expect, it } from 'vitest';
import { passwordRules } from './passwordRules';

const rules = (password: string, refused: string | null = null) =>
  passwordRules(password, { charsMin: 15, own: ['ann.okafor', 'Ann Okafor'], refused });

describe('passwordRules', () => {
  it('counts characters as people see them', () => {
    expect(rules('')).toMatchObject({ length: 'open', missing: 15, own: 'open', common: 'open' });
    expect(rules('seven green boats')).toMatchObject({ length: 'met', missing: 0, own: 'met' });
    expect(rules('🦊'.repeat(14)).missing).toBe(1);
    expect(rules('e\u0301'.repeat(14)).missing).toBe(1);
  });

  it('knows one’s own name in most disguises', () => {
    for (const own of ['Okafor Okafor Okafor', 'ann.okafor-okafor', 'OKAFOR-okafor-12']) {
      expect(rules(own).own, own).toBe('wrong');
    }
    for (const fine of ['the okafor family boat', 'announcements of rain', 'a'])
      expect(rules(fine).own, fine).toBe('met');
  });

  it('shows what the server refused', () => {
    expect(rules('short', 'password-too-short').length).toBe('wrong');
    expect(rules('long enough by far', 'password-personal').own).toBe('wrong');
    for (const code of ['password-common', 'password-repetitive', 'password-sequence']) {
      expect(rules('aaaaaaaaaaaaaaaaaaaa', code).common).toBe('wrong');
    }
  });
});
