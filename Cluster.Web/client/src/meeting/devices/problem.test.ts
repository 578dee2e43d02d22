import { describe, expect, it } from 'vitest';
import type { DeviceProblem } from '../model';
import { type AfterRefusal, afterRefusal, type Permission, problemOf } from './problem';
import { screenFailure } from './screen';

describe('problemOf', () => {
  it.each<[string, string, Permission, DeviceProblem]>([
    ['NotAllowedError', 'Permission denied', 'denied', 'denied'],
    ['NotAllowedError', 'Permission dismissed', 'prompt', 'dismissed'],
    ['NotAllowedError', 'The request is not allowed', 'prompt', 'dismissed'],
    ['NotAllowedError', 'Permission denied by system', 'granted', 'denied'],
    ['NotAllowedError', '', null, 'denied'],
    ['SecurityError', '', null, 'denied'],
    ['NotFoundError', 'Requested device not found', 'granted', 'missing'],
    ['OverconstrainedError', '', 'granted', 'missing'],
    ['NotReadableError', 'Could not start video source', 'granted', 'busy'],
    ['AbortError', 'Starting videoinput failed', 'granted', 'busy'],
    ['TypeError', '', null, 'failed'],
  ])('%s "%s" with permission %s is %s', (name, message, permission, problem) => {
    expect(problemOf(new DOMException(message, name), permission)).toBe(problem);
  });

  it('takes anything that is thrown', () => {
    for (const thrown of [undefined, null, 'x', { name: 'NotAllowedError' }]) {
      expect(problemOf(thrown, null)).toBe('failed');
    }
  });
});

describe('afterRefusal', () => {
  it.each<[Permission, Permission, AfterRefusal]>([
    ['denied', 'prompt', 'denied'],
    ['denied', 'denied', 'denied'],
    ['granted', 'denied', 'try-alone'],
    ['granted', 'prompt', 'try-alone'],
    ['prompt', 'denied', 'try-alone'],
    ['prompt', 'prompt', 'dismissed'],
    ['prompt', 'granted', 'dismissed'],
    [null, null, 'denied'],
  ])('own %s, other %s: %s', (own, other, then) => {
    expect(afterRefusal(own, other)).toBe(then);
  });
});

describe('screenFailure', () => {
  it.each([
    ['NotAllowedError', 'Permission denied by user', 'cancelled'],
    ['NotAllowedError', 'Permission denied by system', 'denied'],
    ['AbortError', '', 'cancelled'],
    ['SecurityError', '', 'denied'],
    ['NotReadableError', '', 'failed'],
  ])('%s "%s" is %s', (name, message, failure) => {
    expect(screenFailure(new DOMException(message, name))).toBe(failure);
  });
});
