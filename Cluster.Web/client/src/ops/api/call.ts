// Calls the admin API by the names of its operations; what each takes and answers comes from its OpenAPI document.

import type { Failure, Outcome } from '../../shared/api';
import { delayMs } from '../../shared/retryAfter';
import { type Calls, operations } from './operations';

const ROOT = '/api/admin/v1';
/** A meeting's move is answered when it is there, or after 25 s. */
const PATIENCE_MS = 30_000;

export type Operation = keyof Calls;

interface Asked<K extends Operation> {
  path?: Record<string, string>;
  query?: Record<string, string>;
  body?: Calls[K]['body'];
}

export async function call<K extends Operation>(name: K, asked: Asked<K> = {}): Promise<Outcome<Calls[K]['answer']>> {
  const [method, path] = operations[name];
  try {
    const response = await fetch(addressOf(path, asked.path ?? {}, asked.query ?? {}), {
      method,
      credentials: 'same-origin',
      cache: 'no-store',
      signal: AbortSignal.timeout(PATIENCE_MS),
      headers: asked.body === undefined ? {} : { 'Content-Type': 'application/json' },
      ...(asked.body === undefined ? {} : { body: JSON.stringify(asked.body) }),
    });
    if (!response.ok) return { ok: false, failure: await readProblem(response) };
    const value = response.status === 204 ? undefined : await response.json();
    return { ok: true, value: value as Calls[K]['answer'] };
  } catch {
    const code = navigator.onLine ? 'unreachable' : 'offline';
    return { ok: false, failure: { code, message: '', retryAfterMs: null } };
  }
}

export function addressOf(path: string, names: Record<string, string>, query: Record<string, string>): string {
  const named = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(names[name] ?? ''));
  const asked = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== '')).toString();
  return `${ROOT}${named}${asked === '' ? '' : `?${asked}`}`;
}

async function readProblem(response: Response): Promise<Failure> {
  const retryAfterMs = delayMs(response.headers.get('Retry-After'), Date.now());
  try {
    const { code, detail } = (await response.json()) as Record<string, unknown>;
    if (typeof code === 'string') return { code, message: typeof detail === 'string' ? detail : '', retryAfterMs };
  } catch {
    // A proxy's page, or none.
  }
  return { code: response.status >= 500 ? 'unreachable' : 'unreadable', message: '', retryAfterMs };
}
