// The form to sign in, as somebody fills it in and a server answers it.

import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Me } from '../shared/api';
import { SignInForm } from './SignInForm';

const ME: Me = {
  account: { login: 'ann', name: 'Ann', role: 'host' },
  rooms: { creation: 'open' },
  passwordCharsMin: 15,
  oidc: { label: 'Example' },
};

let root: Root;
let page: HTMLElement;
let signIns: unknown[];
let answer: () => Response;
const done = vi.fn();

const json = (status: number, body: object, headers = {}) => new Response(JSON.stringify(body), { status, headers });
const field = (name: string) => {
  const found = page.querySelector<HTMLInputElement>(`input[name="${name}"]`);
  if (!found) throw new Error(`There is no field ${name}.`);
  return found;
};
const button = () => page.querySelector<HTMLButtonElement>('button[type="submit"]');
const type = (name: string, text: string) =>
  act(() => {
    const input = field(name);
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(input, text);
    input.dispatchEvent(new Event('input', { bubbles: true }));
  });
const submit = () =>
  act(async () => {
    page.querySelector('form')?.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }));
    await vi.advanceTimersByTimeAsync(0);
  });

beforeEach(async () => {
  vi.useFakeTimers();
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  signIns = [];
  done.mockReset();
  vi.stubGlobal('fetch', (path: string, init: RequestInit) => {
    if (path.endsWith('/me')) return Promise.resolve(json(200, { ...ME, account: null }));
    signIns.push(JSON.parse(String(init.body)));
    return Promise.resolve(answer());
  });
  page = document.createElement('div');
  document.body.append(page);
  root = createRoot(page);
  await act(async () => {
    root.render(<SignInForm back="/team" onDone={done} />);
    await vi.advanceTimersByTimeAsync(0);
  });
});

afterEach(() => {
  act(() => root.unmount());
  page.remove();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('signing in', () => {
  it('asks the server only with both fields, and is done when it agrees', async () => {
    answer = () => json(200, ME);
    await submit();
    expect(signIns).toEqual([]);
    expect(page.textContent).toContain('Enter your user name.');
    type('username', ' ann ');
    type('password', 'seven green boats');
    await submit();
    expect(signIns).toEqual([{ login: 'ann', password: 'seven green boats' }]);
    expect(done).toHaveBeenCalledOnce();
  });

  it('says what is wrong, and lets one try again at once', async () => {
    answer = () => json(401, { code: 'login-failed', message: '' });
    type('username', 'ann');
    type('password', 'x');
    await submit();
    expect(page.querySelector('[role="alert"]')?.textContent).toContain('do not belong together');
    expect(button()?.disabled).toBe(false);
    expect(done).not.toHaveBeenCalled();
  });

  it('counts down when there were too many attempts, and then takes another', async () => {
    answer = () => json(429, { code: 'too-many-attempts', message: '' }, { 'Retry-After': '90' });
    type('username', 'ann');
    type('password', 'x');
    await submit();
    expect(page.textContent).toContain('1:30');
    expect(button()?.disabled).toBe(true);
    await submit();
    expect(signIns).toHaveLength(1);
    await act(() => vi.advanceTimersByTimeAsync(30_000));
    expect(page.textContent).toContain('1:00');
    await act(() => vi.advanceTimersByTimeAsync(61_000));
    expect(button()?.disabled).toBe(false);
  });

  it('is what a password manager expects, and offers the other service the way back', () => {
    expect(field('username').autocomplete).toBe('username');
    expect(field('password').autocomplete).toBe('current-password');
    const other = [...page.querySelectorAll('a')].find((one) => one.textContent === 'Sign in with Example');
    expect(other?.getAttribute('href')).toBe('/api/v1/oidc/sign-in?return=%2Fteam');
  });
});
