// A browser as a witness of a move to another bridge: how long each tile's picture stands still, how much of the sound that is heard was
// made up, and whether anybody goes or is shown as reconnecting. Its own camera's tile passes no network: how long that stands still
// tells what the machine is at.
//
// It looks often and asks little: a callback for each frame, and the statistics of all lines, cost two browsers a third of a core.

/** Runs inside the page before its own code; must stand by itself. Installs `window.parleyMoves`. `own`: the name of who uses it. */
export function installMoveWitness(own) {
  const SAMPLES_PER_MS = 48;
  const LOOK_MS = 10;
  /** Between looks at which tiles there are and what sound was made up, in looks at pictures. */
  const SELDOM = 10;
  const NOTED_MS = 100;
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

  /** By tile: the element that shows it, how many frames it had, when the last one was seen, the usual time from one to the next and the longest. */
  const tiles = new Map();
  const concealed = new Map();
  let shown = new Map();
  let concealedMs = 0;
  let gone = 0;
  let away = 0;
  let gaps = [];
  let madeUp = [];
  let fromMs = 0;

  // A picture that another takes the place of is asked for its frames once more before it lets go of its track: it went on until then.
  const { get, set } = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, 'srcObject');
  Object.defineProperty(HTMLMediaElement.prototype, 'srcObject', {
    configurable: true,
    enumerable: true,
    get,
    set(stream) {
      if (stream === null) for (const [name, tile] of tiles) if (tile.video === this) count(name, tile, performance.now());
      set.call(this, stream);
    },
  });

  /** Which tiles there are now. */
  function find() {
    const now = new Map();
    for (const tile of document.querySelectorAll('[data-participant][data-name]')) {
      now.set(`${tile.dataset.name} ${tile.dataset.kind ?? 'camera'}`, tile);
      if (/reconnecting/i.test(tile.textContent)) away++;
    }
    for (const name of shown.keys()) if (!now.has(name)) gone++;
    shown = now;
  }

  function look() {
    const now = performance.now();
    for (const [name, element] of shown) {
      const video = element.querySelector('video:not(.is-coming)');
      if (video === null) continue;
      const tile = tiles.get(name);
      if (tile?.video === video) {
        count(name, tile, now);
        continue;
      }
      const frames = framesOf(video);
      if (tile === undefined) tiles.set(name, { video, frames, atMs: now, usualMs: NOTED_MS, longestMs: 0 });
      else {
        // Another connection's picture took its place: it is there from the moment it is shown, with a frame.
        advance(name, tile, 1, now);
        Object.assign(tile, { video, frames });
      }
    }
  }

  function framesOf(video) {
    return video.getVideoPlaybackQuality().totalVideoFrames;
  }

  function count(name, tile, now) {
    const frames = framesOf(tile.video);
    if (frames > tile.frames) advance(name, tile, frames - tile.frames, now);
    tile.frames = frames;
  }

  /** So many frames since the last look that saw one. When the page was held up, several went by meanwhile, one after another. */
  function advance(name, tile, frames, now) {
    const sinceMs = now - tile.atMs;
    const gapMs = Math.max(sinceMs / frames, sinceMs - (frames - 1) * tile.usualMs);
    tile.usualMs += (sinceMs / frames - tile.usualMs) / 32;
    tile.atMs = now;
    tile.longestMs = Math.max(tile.longestMs, gapMs);
    if (gapMs > NOTED_MS) gaps.push({ tile: name, atMs: Math.round(now - sinceMs - fromMs), ms: Math.round(gapMs) });
  }

  async function listen() {
    const audible = new Set([...document.querySelectorAll('audio')].filter((one) => !one.muted).flatMap((one) => one.srcObject?.getTracks() ?? []).map(({ id }) => id));
    for (const peer of peers) {
      if (peer.signalingState === 'closed') {
        peers.delete(peer);
        continue;
      }
      for (const { track } of peer.getReceivers()) {
        if (track.kind !== 'audio' || track.muted) continue;
        const [report] = [...(await peer.getStats(track)).values()].filter(({ type }) => type === 'inbound-rtp');
        if (report === undefined) continue;
        const samples = (report.concealedSamples ?? 0) - (report.silentConcealedSamples ?? 0);
        const added = samples - (concealed.get(track.id) ?? samples);
        concealed.set(track.id, samples);
        if (!audible.has(track.id) || added === 0) continue;
        concealedMs += added / SAMPLES_PER_MS;
        madeUp.push({ atMs: Math.round(performance.now() - fromMs), ms: Math.round(added / SAMPLES_PER_MS) });
      }
    }
  }

  (async () => {
    for (let turn = 0; ; turn++) {
      if (document.body && turn % SELDOM === 0) {
        find();
        await listen().catch(() => {}); // A connection may close while it is asked.
      }
      look();
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
  })();

  const isOwn = (tile) => tile === `${own} camera`;
  const longest = (of = (tile) => !isOwn(tile)) => Math.max(0, ...[...tiles].filter(([tile]) => of(tile)).map(([, { longestMs }]) => longestMs));
  const witness = {
    /** Begins to note. */
    begin() {
      for (const tile of tiles.values()) tile.longestMs = 0;
      [concealedMs, gone, away, made, gaps, madeUp, fromMs] = [0, 0, 0, 0, [], [], performance.now()];
    },

    /** What there was since, and begins anew. A tile that stands still now counts with the time since its last frame. */
    end() {
      const now = performance.now();
      const still = [...tiles].filter(([name]) => !isOwn(name) && shown.has(name)).map(([, { atMs }]) => now - atMs);
      const seen = { pictureMs: Math.max(longest(), ...still.filter((ms) => ms > 500)), ownMs: longest(isOwn), concealedMs, gone, away, made, gaps, madeUp };
      for (const tile of tiles.values()) tile.longestMs = 0;
      return seen;
    },
  };
  Object.defineProperty(window, 'parleyMoves', { value: witness });
}
