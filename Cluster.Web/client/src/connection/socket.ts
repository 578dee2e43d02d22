// The way to the server that signalling takes: a WebSocket, and how long it takes to answer.

import { readServerMessage, SUBPROTOCOL } from '../meeting/signalling/messages';

const PATIENCE_MS = 8_000;
const PINGS = 5;

/** The quickest of a few round trips in milliseconds; null when there is no way. */
export function measureSocket(): Promise<number | null> {
  const { protocol, host } = window.location;
  const socket = new WebSocket(`${protocol === 'https:' ? 'wss' : 'ws'}://${host}/api/v1/signalling`, SUBPROTOCOL);
  return new Promise((resolve) => {
    let best: number | null = null;
    let sent = 0;
    let sentAtMs = 0;
    const finish = (result: number | null) => {
      clearTimeout(timer);
      socket.onopen = socket.onmessage = socket.onerror = socket.onclose = null;
      socket.close();
      resolve(result);
    };
    const ping = () => {
      sentAtMs = performance.now();
      socket.send(JSON.stringify({ type: 'ping', number: ++sent }));
    };
    const timer = setTimeout(() => finish(best), PATIENCE_MS);
    socket.onopen = ping;
    socket.onerror = socket.onclose = () => finish(best);
    socket.onmessage = (event) => {
      if (readServerMessage(event.data)?.type !== 'pong') return;
      const tripMs = performance.now() - sentAtMs;
      best = best === null ? tripMs : Math.min(best, tripMs);
      if (sent < PINGS) ping();
      else finish(best);
    };
  });
}
