// Shows a page of /ops a cluster larger than one machine can be: 100 nodes, 1,000 shards in each of four regions, 10,000 rooms, of which a
// hundred change every second, with every node's figures. Says how many bytes a second it is sent, how long frames take while it draws
// them, and how soon it is there.
//
//   node benchmarks/ops.mjs [SECONDS]     10 for each part; `./bench ops` builds first
//
// The client is the built one; the state is generated, in the form of the stream (Actors.Tests/Ops/OpsPictureTests says that the server makes
// it no larger). Frames are those of a browser that draws by the processor: a screen with a graphics card has more of them.

import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { dirname, extname, join, normalize } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { launchChromium } from '../tests/Harness/chromium.mjs';

const SECONDS = Number(process.argv[2] ?? 10);
const [NODES, SHARDS, ROOMS, CHANGES] = [100, 1_000, 10_000, 100];
const REGIONS = ['room', 'participant', 'bridge', 'account'];
const CLIENT = join(dirname(fileURLToPath(import.meta.url)), '../Cluster.Web/client/dist');
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.woff2': 'font/woff2', '.webmanifest': 'application/json' };
/** A frame in a hundred may take so long: three of sixty a second. */
const FRAME_MS = 50;
/** From the click to the part with all that is in it. */
const THERE_MS = 2_000;
const BYTES_MAX = 100_000;

const nameOf = (node) => `node-${node}.example.org:4053`;
const startedAtMs = Date.now() - 86_400_000;
let steps = 0;
let bytes = 0;
const streams = new Set();

const nodeNow = (node) => ({
  node: nameOf(node), state: 'up', stateSinceMs: startedAtMs, isDraining: false, roles: ['media', 'rooms', 'web'], version: '1.0.0', region: '', startedAtMs,
  memoryBytes: 300e6 + node * 1e6, cpuPermille: Math.round(400 + 300 * Math.sin(steps / 5 + node)), loadPermille: 400, packetsPerSecond: 50_000 + ((steps * 977 + node * 131) % 9_000),
  bitsInPerSecond: 90e6 + node * 1e5, bitsOutPerSecond: 400e6 + ((steps * 31 + node * 17) % 100) * 1e6, endpoints: 400, bridges: 100, meetings: 100, participants: 400,
});
const roomNow = (room) => ({
  name: `weekly-planning-${room}`, node: nameOf(room % NODES), shard: room % SHARDS, participants: 2 + ((steps + room) % 7), waiting: 0, startedAtMs, movedFrom: null, movedAtMs: null,
});
const shardNow = (region, shard) => ({ region, shard, node: nameOf(shard % NODES), entities: 10 + ((steps + shard) % 3), sinceMs: startedAtMs, movedFrom: null, movedAtMs: null });
const range = (count) => Array.from({ length: count }, (_, index) => index);

function snapshot() {
  return {
    ...step(), snapshot: true, rooms: range(ROOMS).map(roomNow), shards: REGIONS.flatMap((region) => range(SHARDS).map((shard) => shardNow(region, shard))),
  };
}

/** What a second brings: other figures of every node, and rooms and shards in which somebody came or went. */
function step() {
  const some = range(CHANGES).map((index) => (steps * CHANGES + index * 97) % ROOMS);
  return {
    id: String(steps), snapshot: false, atMs: Date.now(), nodes: range(NODES).map(nodeNow), nodesGone: [], rooms: some.map(roomNow), roomsGone: [],
    shards: some.map((room) => shardNow('room', room % SHARDS)), shardsGone: [],
    events: some.slice(0, 5).map((room, index) => ({ id: `${steps}-${index}`, atMs: Date.now(), node: nameOf(room % NODES), kind: 'joined', room: `weekly-planning-${room}`, subject: 'Ann', details: '' })),
  };
}

function tell(response, what) {
  const text = `data: ${JSON.stringify(what)}\n\n`;
  response.write(text);
  return Buffer.byteLength(text);
}

const server = createServer((request, response) => {
  const { pathname } = new URL(request.url, 'http://localhost');
  if (pathname === '/api/admin/v1/cluster/live') {
    response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
    tell(response, snapshot());
    streams.add(response);
    response.on('close', () => streams.delete(response));
  } else if (pathname.startsWith('/api/')) {
    response.writeHead(200, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify(pathname.endsWith('/me') ? { account: { login: 'ada', name: 'Ada', role: 'admin' }, rooms: { creation: 'open' }, passwordCharsMin: 12, oidc: null } : {}));
  } else {
    const file = extname(pathname) === '' ? 'index.html' : normalize(pathname).replace(/^(\.\.[/\\])+/, '');
    response.writeHead(200, { 'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream' });
    response.end(readFileSync(join(CLIENT, file)));
  }
});
const ticking = setInterval(() => {
  steps++;
  const next = step();
  for (const response of streams) bytes += tell(response, next);
}, 1_000);

/** Runs inside the page: the time between frames, and the work that held one up. */
function watchFrames(forMs) {
  return new Promise((resolve) => {
    const frames = [];
    let heldUpMs = 0;
    const observer = new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) heldUpMs += duration;
    });
    observer.observe({ type: 'longtask' });
    const from = performance.now();
    let before = from;
    const frame = (now) => {
      frames.push(now - before);
      before = now;
      if (now - from < forMs) requestAnimationFrame(frame);
      else resolve({ frames: frames.slice(1).sort((a, b) => a - b), heldUpMs });
    };
    requestAnimationFrame(frame);
  });
}

server.listen(0, '127.0.0.1');
await once(server, 'listening');
const origin = `http://127.0.0.1:${server.address().port}`;
const browser = await launchChromium();
let worstFrame = 0;
let worstThere = 0;
let worstBytes = 0;
try {
  for (const [size, viewport] of Object.entries({ desktop: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } })) {
    const page = await (await browser.newContext({ viewport })).newPage();
    await page.goto(`${origin}/ops`);
    await page.getByRole('heading', { name: /all well$/ }).waitFor();
    for (const [part, there] of [['Overview', '.ops-main'], ['Nodes', '.ops-node >> nth=99'], ['Shards', '.ops-grid >> nth=399'], ['Rooms', 'text=weekly-planning-'], ['Events', 'text=weekly-planning-']]) {
      const clickedAt = performance.now();
      await page.getByRole('navigation').getByRole('link', { name: part }).click();
      await page.locator(there).first().waitFor({ state: 'attached' });
      const thereMs = performance.now() - clickedAt;
      await pause(1_000);
      bytes = 0;
      const { frames, heldUpMs } = await page.evaluate(watchFrames, SECONDS * 1_000);
      const [p50, p99] = [0.5, 0.99].map((share) => frames[Math.min(frames.length - 1, Math.floor(frames.length * share))]);
      const rate = bytes / SECONDS / streams.size;
      console.log(`${size}, ${part}: there after ${ms(thereMs)}; ${frames.length} frames in ${SECONDS} s, half of them within ${ms(p50)}, 99 of 100 within ${ms(p99)}, the longest ${ms(frames.at(-1))}; held up for ${ms(heldUpMs / SECONDS)} a second; ${Math.round(rate / 1_000)} kB a second`);
      [worstFrame, worstThere, worstBytes] = [Math.max(worstFrame, p99), Math.max(worstThere, thereMs), Math.max(worstBytes, rate)];
    }
    await page.context().close();
  }
} finally {
  clearInterval(ticking);
  await browser.close();
  server.closeAllConnections();
  server.close();
}
goal('ops-frame-p99-ms', worstFrame, FRAME_MS);
goal('ops-part-there-ms', worstThere, THERE_MS);
goal('ops-bytes-a-second', worstBytes, BYTES_MAX);

function ms(value) {
  return `${Math.round(value)} ms`;
}

function goal(name, value, limit) {
  console.log(`goal ${name} ${Math.round(value)} ${limit} ${value <= limit ? 'ok' : 'short'}`);
}
