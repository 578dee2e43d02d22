// What a page is given before its own code runs: it remembers the peer connections and reads their statistics.

/** Runs inside the page; must stand by itself. Installs `window.parleyTest`. */
export function installTracker() {
  const peers = new Set();
  const Native = window.RTCPeerConnection;
  window.RTCPeerConnection = class RTCPeerConnection extends Native {
    constructor(...args) {
      super(...args);
      peers.add(this);
    }
  };
  const live = () => [...peers].filter((peer) => peer.signalingState !== 'closed');

  async function inbound(kind, from = live()) {
    const found = [];
    for (const one of from) {
      for (const report of (await one.getStats()).values()) {
        if (report.type === 'inbound-rtp' && report.kind === kind) found.push(report);
      }
    }
    return found;
  }
  const sum = (reports, field) => reports.reduce((total, report) => total + (report[field] ?? 0), 0);

  /** From the click that joins to the first frame of somebody else that was decoded. */
  function watchFirstFrame() {
    const clickedAt = performance.now();
    test.firstFrameMs = null;
    const look = async () => {
      if (sum(await inbound('video'), 'framesDecoded') > 0) test.firstFrameMs = performance.now() - clickedAt;
      else if (performance.now() - clickedAt < 60_000) setTimeout(look, 10);
    };
    void look();
  }
  document.addEventListener(
    'click',
    (event) => {
      const button = event.target instanceof Element ? event.target.closest('button') : null;
      if (button?.textContent.trim() === 'Join now') watchFirstFrame();
    },
    true,
  );

  const test = {
    firstFrameMs: null,

    /** Frames decoded of everybody else, all connections and slots together. */
    frames: async () => sum(await inbound('video'), 'framesDecoded'),

    /** How many incoming pictures have decoded more than `seen[ssrc]` frames, and the new counts. */
    async framesBySlot() {
      return Object.fromEntries((await inbound('video')).map((report) => [report.ssrc, report.framesDecoded ?? 0]));
    },

    /** The server's ports that media goes to. */
    async mediaPorts() {
      const ports = new Set();
      for (const one of live()) {
        const reports = await one.getStats();
        for (const report of reports.values()) {
          if (report.type === 'candidate-pair' && report.nominated) ports.add(reports.get(report.remoteCandidateId)?.port);
        }
      }
      return [...ports];
    },

    /** Sound energy of everybody else. */
    energy: async () => sum(await inbound('audio'), 'totalAudioEnergy'),

    /** Samples of sound that were received, silence included. */
    samples: async () => sum(await inbound('audio'), 'totalSamplesReceived'),

    /** Frames decoded in the slot that a tile shows; -1: that tile shows no picture. */
    async framesInTile({ name, kind }) {
      const tiles = [...document.querySelectorAll('[data-participant][data-name]')];
      const tile = tiles.find((one) => one.dataset.name === name && (one.dataset.kind ?? 'camera') === kind);
      const track = tile?.querySelector('video')?.srcObject?.getVideoTracks()[0];
      if (!track) return -1;
      const receivers = live().flatMap((peer) => peer.getReceivers());
      const receiver = receivers.find((one) => one.track === track);
      return receiver ? sum(await inbound('video', [receiver]), 'framesDecoded') : -1;
    },

    /** Connections that are open now. */
    peers: () => live().length,
  };
  Object.defineProperty(window, 'parleyTest', { value: test });
}
