// What happened when in a browser that moves to another bridge: its connections, what they sent and brought, and what was said.

/** Runs inside the page before its own code; must stand by itself. Installs `window.parleyTimeline`. */
export function installMoveTimeline() {
  const SAMPLE_MS = 1_000;
  const EVENTS_MAX = 2_000;
  const peers = new Map();
  const counts = new Map();
  let events = [];
  let fromMs = 0;
  let letters = 0;

  function note(text) {
    if (events.length < EVENTS_MAX) events.push({ atMs: Math.round(performance.now() - fromMs), text });
  }

  const Peer = window.RTCPeerConnection;
  window.RTCPeerConnection = class RTCPeerConnection extends Peer {
    constructor(...args) {
      super(...args);
      const name = String.fromCharCode(65 + (letters++ % 26));
      peers.set(this, name);
      note(`${name} made`);
      this.addEventListener('connectionstatechange', () => note(`${name} ${this.connectionState}`));
    }

    async setRemoteDescription(...args) {
      await super.setRemoteDescription(...args);
      note(`${peers.get(this)} answered`);
    }

    close() {
      note(`${peers.get(this)} closed`);
      super.close();
    }
  };

  const Socket = window.WebSocket;
  window.WebSocket = class WebSocket extends Socket {
    constructor(...args) {
      super(...args);
      this.addEventListener('message', ({ data }) => hear('<', data));
    }

    send(data) {
      hear('>', data);
      super.send(data);
    }
  };

  function hear(way, data) {
    const { type, move, code, connected } = JSON.parse(data);
    if (['move', 'moved', 'offer', 'answer', 'refused', 'media'].includes(type)) note(`${way} ${[type, move && 'for the move', code, connected].filter((it) => it !== undefined).join(' ')}`);
  }

  /** How much a number of a report has grown since it was read last. */
  function grown(key, value = 0) {
    const before = counts.get(key) ?? 0;
    counts.set(key, value);
    return value - before;
  }

  async function sample() {
    const lines = [];
    for (const [peer, name] of peers) {
      if (peer.signalingState === 'closed') {
        peers.delete(peer);
        continue;
      }
      const out = [];
      const into = [];
      let rate = '';
      for (const report of (await peer.getStats()).values()) {
        const key = `${name} ${report.id}`;
        if (report.type === 'candidate-pair' && report.nominated) rate = ` ${Math.round((report.availableOutgoingBitrate ?? 0) / 1_000)}k`;
        if (report.kind !== 'video') continue;
        if (report.type === 'outbound-rtp') {
          const frames = grown(key, report.framesEncoded);
          const keys = grown(`${key} keys`, report.keyFramesEncoded);
          if (report.active !== false) out.push(`${report.rid ?? 's'}${frames}${'!'.repeat(keys)}`);
        } else if (report.type === 'inbound-rtp' && report.framesReceived > 0) {
          const frames = grown(key, report.framesDecoded);
          into.push(`${report.mid}:${frames}${'!'.repeat(grown(`${key} keys`, report.keyFramesDecoded))}${'?'.repeat(grown(`${key} plis`, report.pliCount))}`);
        }
      }
      lines.push(`${name}${rate} out ${out.join(' ')} in ${into.join(' ')}`);
    }
    note(lines.join(' | '));
  }

  (async () => {
    for (;;) {
      const at = performance.now();
      await sample().catch(() => {}); // A connection may close while it is asked.
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, SAMPLE_MS - (performance.now() - at))));
    }
  })();

  const timeline = {
    begin() {
      [events, fromMs] = [[], performance.now()];
    },
    events: () => events,
  };
  Object.defineProperty(window, 'parleyTimeline', { value: timeline });
}
