import { expect, it } from 'vitest';
import { dropLinkToken, linkToken, takeLinkToken } from './linkToken';

it('the secret of a link leaves the address, and stays until it is used up', () => {
  window.history.replaceState(null, '', '/account/link#AbC-_9');
  takeLinkToken();
  expect(window.location.href).not.toContain('AbC');
  expect(window.location.pathname).toBe('/account/link');
  expect(linkToken()).toBe('AbC-_9');
  takeLinkToken();
  expect(linkToken()).toBe('AbC-_9');
  dropLinkToken();
  expect(linkToken()).toBeNull();
});
