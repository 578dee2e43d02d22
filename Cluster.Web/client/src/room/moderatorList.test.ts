// @vitest-environment node

import { describe, expect, it } from 'vitest';
import { sameModerators, unknownLogin } from './moderatorList';

const ann = { login: 'ann', name: 'Ann' };
const anna = { login: 'Anna', name: 'Anna' };

describe('the list of moderators', () => {
  it('is the same in another order and case', () => {
    expect(sameModerators([ann, anna], [{ login: 'anna', name: '' }, ann])).toBe(true);
    expect(sameModerators([ann], [ann, anna])).toBe(false);
    expect(sameModerators([], [])).toBe(true);
  });

  it('knows whom a refusal is about', () => {
    expect(unknownLogin('Nobody here has the user name "anna".', [ann, anna])).toBe('Anna');
    expect(unknownLogin('Nobody here has the user name "ann".', [ann, anna])).toBe('ann');
    expect(unknownLogin('No such account.', [ann, anna])).toBe('');
  });
});
