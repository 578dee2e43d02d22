// A browser as a witness of a move to another bridge: how long each tile's picture stands still, as it is on the screen, how much of the sound
// that is heard was made up, and whether anybody goes or is shown as reconnecting. Its own camera's tile passes no network: how long that
// stands still tells what the machine is at.

/** Runs inside the page before its own code; must stand by itself. Installs `window.parleyMoves`. `own`: the name of who uses it. */
export function installMoveWitness(own) {
  const SAMPLES_PER_MS = 48;
  const LOOK_MS = 50;
  const LISTEN_TURNS = 5;
  const peers = new Set();
  const Peer = window.RTCPeerConnection;
  let made = 0;
  window.RTCPeerConnection = class RTCPeerConnection extends Peer {
    constructor(...args) {
      super(...args);
      peers.add(this);
      made++;
    }
  };

  /** By tile: when its last frame was shown, and the longest time between two. */
  const tiles = new Map();
  const watched = new WeakSet();
  const names = new Set();
  const concealed = new Map();
  let concealedMs = 0;
  let gone = 0;
  let away = 0;
  let gaps = [];
  let fromMs = 0;

  function watch(video) {
    if (watched.has(video)) return;
    watched.add(video);
    const frame = (_, { presentationTime }) => {
      video.requestVideoFrameCallback(frame);
      // By then the page has changed over, if this is the frame that it waited for.
      setTimeout(() => {
        const tile = video.isConnected && !video.classList.contains('is-coming') ? video.closest('[data-participant][data-name]') : null;
        if (tile) shown(`${tile.dataset.name} ${tile.dataset.kind ?? 'camera'}`, presentationTime);
      });
    };
    video.requestVideoFrameCallback(frame);
  }

  function shown(tile, atMs) {
    const before = tiles.get(tile) ?? { atMs, longestMs: 0 };
    const longestMs = Math.max(before.longestMs, atMs - before.atMs);
    if (atMs - before.atMs > 100) gaps.push({ tile, atMs: Math.round(before.atMs - fromMs), ms: Math.round(atMs - before.atMs) });
    tiles.set(tile, { atMs: Math.max(atMs, before.atMs), longestMs });
  }

  // Statistics cost the page much: asked for seldom, and once for each connection.
  async function listen() {
    const audible = new Set([...document.querySelectorAll('audio')].filter((one) => !one.muted).flatMap((one) => one.srcObject?.getTracks() ?? []).map(({ id }) => id));
    for (const peer of peers) {
      if (peer.signalingState === 'closed') {
        peers.delete(peer);
        continue;
      }
      for (const report of (await peer.getStats()).values()) {
        if (report.type !== 'inbound-rtp' || report.kind !== 'audio') continue;
        const samples = (report.concealedSamples ?? 0) - (report.silentConcealedSamples ?? 0);
        const added = samples - (concealed.get(report.trackIdentifier) ?? samples);
        concealed.set(report.trackIdentifier, samples);
        if (audible.has(report.trackIdentifier)) concealedMs += added / SAMPLES_PER_MS;
      }
    }
  }

  function look() {
    document.querySelectorAll('[data-participant] video').forEach(watch);
    const now = new Set([...document.querySelectorAll('[data-participant][data-name]')].map((tile) => `${tile.dataset.name} ${tile.dataset.kind ?? 'camera'}`));
    for (const name of names) if (!now.has(name)) gone++;
    names.clear();
    for (const name of now) names.add(name);
    if (/reconnecting/i.test([...document.querySelectorAll('[data-participant]')].map((tile) => tile.textContent).join(' '))) away++;
  }

  (async () => {
    for (let turn = 0; ; turn++) {
      if (document.body) {
        look();
        if (turn % LISTEN_TURNS === 0) await listen().catch(() => {}); // A connection may close while it is asked.
      }
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
  })();

  let usualMs = 0;
  const isOwn = (tile) => tile === `${own} camera`;
  const longest = (of = (tile) => !isOwn(tile)) => Math.max(0, ...[...tiles].filter(([tile]) => of(tile)).map(([, { longestMs }]) => longestMs));
  const witness = {
    /** Begins to note; what was before counts as usual. */
    begin() {
      usualMs = longest();
      for (const tile of tiles.values()) tile.longestMs = 0;
      [concealedMs, gone, away, made, gaps, fromMs] = [0, 0, 0, 0, [], performance.now()];
    },

    /** What there was since, and begins anew. A tile that stands still now counts with the time since its last frame. */
    end() {
      const now = performance.now();
      const names = [...tiles.keys()].filter((tile) => [...document.querySelectorAll('[data-participant][data-name]')].some((one) => `${one.dataset.name} ${one.dataset.kind ?? 'camera'}` === tile));
      const still = names.filter((tile) => !isOwn(tile)).map((tile) => now - tiles.get(tile).atMs);
      const seen = { pictureMs: Math.max(longest(), ...still.filter((ms) => ms > 500)), ownMs: longest(isOwn), usualMs, concealedMs, gone, away, made, gaps };
      for (const tile of tiles.values()) tile.longestMs = 0;
      return seen;
    },
  };
  Object.defineProperty(window, 'parleyMoves', { value: witness });
}
