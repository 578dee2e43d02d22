// Follows the cluster by the server's stream while a page of /ops is open; the browser comes back by itself.

import { useEffect, useSyncExternalStore } from 'react';
import type { OpsStep } from '../api/schema';
import { applyStep, type ClusterState, emptyState } from './state';

const ADDRESS = '/api/admin/v1/cluster/live';
/** The server ends each stream after a minute: only a longer silence is news. */
const LOST_MS = 7_000;

let state = emptyState();
let source: EventSource | null = null;
let users = 0;
let heardAt = 0;
let lost = false;
let version = 0;
const listeners = new Set<() => void>();

function changed(): void {
  version += 1;
  for (const listener of [...listeners]) listener();
}

function open(): void {
  heardAt = performance.now();
  source = new EventSource(ADDRESS);
  source.addEventListener('message', (event: MessageEvent<string>) => {
    heardAt = performance.now();
    lost = false;
    applyStep(state, JSON.parse(event.data) as OpsStep);
    changed();
  });
  // A refusal closes it for good: the node was restarted, or one may not any more. It is tried again all the same.
  source.addEventListener('error', () => {
    if (source?.readyState === EventSource.CLOSED) {
      source.close();
      window.setTimeout(() => {
        if (users > 0) open();
      }, 2_000);
    }
  });
}

const watch = () => {
  const now = performance.now() - heardAt > LOST_MS;
  if (now !== lost) {
    lost = now;
    changed();
  }
};

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Keeps the stream open while a component that calls it is shown. */
export function useStream(): void {
  useEffect(() => {
    users += 1;
    if (users === 1) open();
    const timer = window.setInterval(watch, 1_000);
    return () => {
      window.clearInterval(timer);
      users -= 1;
      if (users === 0) {
        source?.close();
        source = null;
        state = emptyState();
      }
    };
  }, []);
}

/** The cluster; drawn again with each step. */
export function useCluster(): { state: ClusterState; lost: boolean } {
  useSyncExternalStore(subscribe, () => version);
  return { state, lost };
}
