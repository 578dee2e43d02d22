// A browser as a witness of a failure: it notes every 50 ms whether pictures and sound go on, and asks the room by the page's
// own socket until it answers.

/** Runs inside the page before its own code; must stand by itself. Installs `window.parleyWitness`. */
export function installWitness() {
  let socket = null;
  const Native = window.WebSocket;
  window.WebSocket = class WebSocket extends Native {
    constructor(...args) {
      super(...args);
      socket = this;
    }
  };
  const peers = new Set();
  const Peer = window.RTCPeerConnection;
  window.RTCPeerConnection = class RTCPeerConnection extends Peer {
    constructor(...args) {
      super(...args);
      peers.add(this);
    }
  };
  const last = new Map();
  const gaps = { picture: 0, sound: 0 };
  const movedAt = { picture: null, sound: null };
  let watching = false;
  let asked = 0;

  async function look() {
    for (const [index, peer] of [...peers].entries()) {
      if (peer.signalingState === 'closed') {
        peers.delete(peer);
        continue;
      }
      for (const report of (await peer.getStats()).values()) {
        if (report.type !== 'inbound-rtp') continue;
        const isSound = report.kind === 'audio';
        const value = isSound ? report.totalAudioEnergy : report.framesDecoded;
        const key = `${index} ${report.ssrc}`;
        const before = last.get(key) ?? 0;
        last.set(key, value ?? 0);
        if ((value ?? 0) > before) moved(isSound ? 'sound' : 'picture');
      }
    }
  }

  function moved(what) {
    const now = performance.now();
    if (watching && movedAt[what] !== null) gaps[what] = Math.max(gaps[what], now - movedAt[what]);
    movedAt[what] = now;
  }

  (async () => {
    for (;;) {
      const at = performance.now();
      await look().catch(() => {});
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, 50 - (performance.now() - at))));
    }
  })();

  const witness = {
    /** Begins to note gaps. */
    begin() {
      gaps.picture = gaps.sound = 0;
      watching = true;
    },

    /** The longest times without a new frame and without more sound since `begin`, in ms; one that lasts counts, too. */
    gaps() {
      const now = performance.now();
      return Object.fromEntries(['picture', 'sound'].map((what) => [what, Math.max(gaps[what], movedAt[what] === null ? 0 : now - movedAt[what])]));
    },

    /** Asks the room for another name, again and again, and resolves with the ms until it said done. */
    async untilDone(name) {
      const from = performance.now();
      while (performance.now() - from < 60_000) {
        const id = `witness ${++asked}`;
        const one = socket;
        const done = await new Promise((resolve) => {
          const end = (value) => {
            clearTimeout(late);
            one?.removeEventListener('message', heard);
            resolve(value);
          };
          const late = setTimeout(() => end(false), 1_000);
          const heard = ({ data }) => {
            const message = JSON.parse(data);
            if (message.id === id) end(message.type === 'done');
          };
          if (one?.readyState !== Native.OPEN) return setTimeout(() => end(false), 100);
          one.addEventListener('message', heard);
          one.send(JSON.stringify({ type: 'rename', id, name }));
        });
        if (done) return performance.now() - from;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      return null;
    },
  };
  Object.defineProperty(window, 'parleyWitness', { value: witness });
}
