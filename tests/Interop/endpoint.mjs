// The media of one participant on libwebrtc's Node binding: a picture and a tone out, frames and loud samples counted in.

import wrtc from '@roamhq/wrtc';

const { RTCPeerConnection, nonstandard } = wrtc;
const WIDTH = 320;
const HEIGHT = 240;
const FRAME_EVERY_MS = 40;
const SAMPLES_PER_SECOND = 48_000;
const SOUND_EVERY_MS = 10;
const SAMPLES_PER_CHUNK = (SAMPLES_PER_SECOND * SOUND_EVERY_MS) / 1_000;
/** Of a signed 16-bit sample: far above an encoder's noise, far below the tone. */
const LOUD = 1_000;

export class Endpoint {
  #peer = new RTCPeerConnection();
  #video = new nonstandard.RTCVideoSource();
  #audio = new nonstandard.RTCAudioSource();
  #tracks = [this.#audio.createTrack(), this.#video.createTrack()];
  #sinks = [];
  #timers = [];
  /** What came in: frames decoded, samples that were not silent, width by height of the last frame. */
  counts = { frames: 0, loudSamples: 0, size: null };

  /** An offer with a microphone, a camera and two slots for each, and what its m-lines mean. */
  async offer() {
    const peer = this.#peer;
    const [microphone, camera] = this.#tracks.map((track) => peer.addTransceiver(track, { direction: 'sendonly' }));
    const slots = ['audio', 'audio', 'video', 'video'].map((kind) => peer.addTransceiver(kind, { direction: 'recvonly' }));
    peer.ontrack = ({ track }) => this.#listen(track);
    await peer.setLocalDescription(await peer.createOffer());
    return {
      sdp: peer.localDescription.sdp,
      sources: [{ mid: microphone.mid, kind: 'microphone' }, { mid: camera.mid, kind: 'camera' }],
      slots: slots.map(({ mid }, index) => ({ mid, use: index < 2 ? 'speech' : 'video' })),
    };
  }

  /** Takes the answer and begins to send. */
  async accept(sdp) {
    await this.#peer.setRemoteDescription({ type: 'answer', sdp });
    this.#sendPicture();
    this.#sendTone();
  }

  close() {
    for (const timer of this.#timers) clearInterval(timer);
    for (const sink of this.#sinks) sink.stop();
    for (const track of this.#tracks) track.stop();
    this.#peer.close();
  }

  #listen(track) {
    const sink = track.kind === 'video' ? new nonstandard.RTCVideoSink(track) : new nonstandard.RTCAudioSink(track);
    sink.onframe = ({ frame }) => {
      this.counts.frames++;
      this.counts.size = `${frame.width}x${frame.height}`;
    };
    sink.ondata = ({ samples }) => {
      for (const sample of samples) if (Math.abs(sample) > LOUD) this.counts.loudSamples++;
    };
    this.#sinks.push(sink);
  }

  #sendPicture() {
    const frame = { width: WIDTH, height: HEIGHT, data: new Uint8ClampedArray((WIDTH * HEIGHT * 3) / 2) };
    let shade = 0;
    this.#timers.push(setInterval(() => {
      frame.data.fill((shade = (shade + 5) % 256));
      this.#video.onFrame(frame);
    }, FRAME_EVERY_MS));
  }

  #sendTone() {
    let at = 0;
    let sent = 0;
    const startedAt = performance.now();
    this.#timers.push(setInterval(() => {
      // Timers come late; what is due by the clock is sent, so that the tone has no holes.
      for (; sent < (performance.now() - startedAt) / SOUND_EVERY_MS; sent++) {
        const samples = new Int16Array(SAMPLES_PER_CHUNK);
        for (let i = 0; i < samples.length; i++) samples[i] = 12_000 * Math.sin((2 * Math.PI * 440 * at++) / SAMPLES_PER_SECOND);
        this.#audio.onData({
          samples, sampleRate: SAMPLES_PER_SECOND, bitsPerSample: 16, channelCount: 1, numberOfFrames: SAMPLES_PER_CHUNK,
        });
      }
    }, SOUND_EVERY_MS));
  }
}
