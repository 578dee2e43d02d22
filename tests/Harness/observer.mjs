// A browser as a witness of a failure: it notes every 50 ms whether pictures and sound go on, asks the room by the page's own
// socket until it answers, and keeps the story of what its connections did meanwhile. It costs the page little: pictures are
// counted where they are played and sound is listened to, for the browser's statistics of all lines take too long at that pace.

/** Runs inside the page before its own code; must stand by itself. Installs `window.parleyWitness`. */
export function installWitness() {
  const EVERY_MS = 50;
  const STORY_MAX = 400;
  let socket = null;
  let made = 0;
  let asked = 0;
  let watching = false;
  const story = [];
  const gaps = { picture: 0, sound: 0 };
  const movedAt = { picture: null, sound: null };
  const counted = new WeakMap();
  const received = new Set();
  const sounds = new AudioContext();
  // What was heard between two looks, also when the second is late.
  const ear = new AnalyserNode(sounds, { fftSize: 16_384 });
  const samples = new Float32Array(ear.fftSize);

  function tell(what) {
    if (watching && story.length < STORY_MAX) story.push({ at: Date.now(), what });
  }

  const typeOf = (data) => (typeof data === 'string' ? /"type":"([a-z-]+)"/.exec(data)?.[1] : null) ?? '?';

  const Native = window.WebSocket;
  window.WebSocket = class WebSocket extends Native {
    constructor(...args) {
      super(...args);
      socket = this;
      this.addEventListener('open', () => tell('socket open'));
      this.addEventListener('close', () => tell('socket closed'));
      this.addEventListener('message', ({ data }) => tell(`heard ${typeOf(data)}`));
    }

    send(data) {
      tell(`said ${typeOf(data)}`);
      super.send(data);
    }
  };

  const Peer = window.RTCPeerConnection;
  window.RTCPeerConnection = class RTCPeerConnection extends Peer {
    constructor(...args) {
      super(...args);
      const name = `peer ${++made}`;
      tell(`${name} made`);
      this.addEventListener('connectionstatechange', () => tell(`${name} ${this.connectionState}`));
      this.addEventListener('track', ({ track }) => {
        received.add(track.id);
        void sounds.resume();
        if (track.kind === 'audio') sounds.createMediaStreamSource(new MediaStream([track])).connect(ear);
      });
    }
  };

  function look() {
    for (const video of document.querySelectorAll('video')) {
      const track = video.srcObject?.getVideoTracks()[0];
      if (!track || !received.has(track.id)) continue;
      const frames = video.getVideoPlaybackQuality().totalVideoFrames;
      // Another connection's pictures are counted from the start again.
      const before = counted.get(video);
      counted.set(video, { track, frames });
      if (frames > (before?.track === track ? before.frames : 0)) moved('picture');
    }
    ear.getFloatTimeDomainData(samples);
    const now = performance.now();
    const msOf = (index) => now - ((samples.length - index) * 1_000) / sounds.sampleRate;
    const isLoud = (sample) => Math.abs(sample) > 0.001;
    const heardUntil = movedAt.sound ?? Number.NEGATIVE_INFINITY;
    const first = samples.findIndex((sample, index) => isLoud(sample) && msOf(index) > heardUntil);
    if (first >= 0) moved('sound', msOf(first), msOf(samples.findLastIndex(isLoud)));
  }

  /** It went on from `first` to `last`. */
  function moved(what, first = performance.now(), last = first) {
    if (watching && movedAt[what] !== null) {
      const gap = first - movedAt[what];
      if (gap > 300 && gap > gaps[what]) tell(`${what} again`);
      gaps[what] = Math.max(gaps[what], gap);
    }
    movedAt[what] = last;
  }

  setInterval(look, EVERY_MS);

  const witness = {
    /** Begins to note gaps. */
    begin() {
      gaps.picture = gaps.sound = 0;
      story.length = 0;
      watching = true;
    },

    /** What happened since `begin`: `{ at, what }`, `at` by the system's clock. */
    story: () => story,

    /** The longest times without a new frame and without sound since `begin`, in ms; one that lasts counts, too. */
    gaps() {
      const now = performance.now();
      return Object.fromEntries(['picture', 'sound'].map((what) => [what, Math.max(gaps[what], movedAt[what] === null ? Number.POSITIVE_INFINITY : now - movedAt[what])]));
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
