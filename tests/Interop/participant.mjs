// A participant on libwebrtc's Node binding: sends a picture and a tone, counts the frames and measures the sound it gets.

import wrtc from '@roamhq/wrtc';
import { untilGrows } from '../Harness/until.mjs';
import { Signalling } from './signalling.mjs';

const { RTCPeerConnection, nonstandard } = wrtc;
const WIDTH = 320;
const HEIGHT = 240;
const FRAME_EVERY_MS = 40;
const SAMPLES_PER_SECOND = 48_000;
const SOUND_EVERY_MS = 10;

export class Participant {
  #peer = new RTCPeerConnection();
  #timers = [];
  #sinks = [];
  #video = new nonstandard.RTCVideoSource();
  #audio = new nonstandard.RTCAudioSource();
  /** Frames decoded, and samples that were not silent. */
  frames = 0;
  loudSamples = 0;
  /** Width by height of the last frame. */
  size = null;
  /** The offer's SDP, and what its m-lines mean. */
  offer = null;
  offered = null;

  /** Joins a room with a microphone, a camera and two slots for each. */
  static async join(origin, room, name) {
    const participant = new Participant();
    participant.name = name;
    participant.signalling = await Signalling.open(origin);
    await participant.#join(room);
    return participant;
  }

  /** Asks for these sources, in this order, at most 720 pixels high. */
  view(sources) {
    this.signalling.tell('view', { wanted: sources.map((source) => ({ source, height: 720 })) });
  }

  /** The camera's number of another participant, known already or to come. */
  async cameraOf(name) {
    const cameraIn = (participants) => participants
      .find((one) => one.name === name)?.sources.find(({ kind }) => kind === 'camera')?.number;
    const known = cameraIn(this.joined.participants);
    if (known !== undefined) return known;
    const holds = ({ came, changed }) => cameraIn([...came, ...changed]) !== undefined;
    const { came, changed } = await this.signalling.waitFor('roster', holds);
    return cameraIn([...came, ...changed]);
  }

  sees() {
    return untilGrows(`frames at ${this.name}`, () => this.frames, { by: 10 });
  }

  hears() {
    return untilGrows(`loud samples at ${this.name}`, () => this.loudSamples, { by: SAMPLES_PER_SECOND / 4 });
  }

  async leave() {
    this.signalling.tell('leave');
    await this.signalling.waitFor('ended');
    this.close();
  }

  close() {
    for (const timer of this.#timers) clearInterval(timer);
    for (const sink of this.#sinks) sink.stop();
    this.#peer.close();
    return this.signalling.closed ? undefined : this.signalling.close();
  }

  async #join(room) {
    const peer = this.#peer;
    const microphone = peer.addTransceiver(this.#audio.createTrack(), { direction: 'sendonly' });
    const camera = peer.addTransceiver(this.#video.createTrack(), { direction: 'sendonly' });
    const slots = ['audio', 'audio', 'video', 'video'].map((kind) => peer.addTransceiver(kind, { direction: 'recvonly' }));
    peer.ontrack = ({ track }) => this.#listen(track);
    await peer.setLocalDescription(await peer.createOffer());
    this.offer = peer.localDescription.sdp;
    this.offered = {
      sources: [{ mid: microphone.mid, kind: 'microphone' }, { mid: camera.mid, kind: 'camera' }],
      slots: slots.map((slot, index) => ({ mid: slot.mid, use: index < 2 ? 'speech' : 'video' })),
    };
    const devices = { microphoneOn: true, cameraOn: true, screenOn: false };
    this.joined = await this.signalling.ask('join', {
      version: 1, room, name: this.name, devices, sdp: this.offer, ...this.offered,
    });
    if (this.joined.type !== 'joined') throw new Error(`${this.name} was not admitted: ${JSON.stringify(this.joined)}`);
    await peer.setRemoteDescription({ type: 'answer', sdp: this.joined.sdp });
    this.#send();
  }

  #listen(track) {
    if (track.kind === 'video') {
      const sink = new nonstandard.RTCVideoSink(track);
      sink.onframe = ({ frame }) => {
        this.frames++;
        this.size = `${frame.width}x${frame.height}`;
      };
      this.#sinks.push(sink);
      return;
    }
    const sink = new nonstandard.RTCAudioSink(track);
    sink.ondata = ({ samples }) => {
      for (const sample of samples) if (Math.abs(sample) > 1_000) this.loudSamples++;
    };
    this.#sinks.push(sink);
  }

  #send() {
    const frame = { width: WIDTH, height: HEIGHT, data: new Uint8ClampedArray((WIDTH * HEIGHT * 3) / 2) };
    let shade = 0;
    this.#timers.push(setInterval(() => {
      frame.data.fill((shade = (shade + 5) % 256));
      this.#video.onFrame(frame);
    }, FRAME_EVERY_MS));

    const perChunk = (SAMPLES_PER_SECOND * SOUND_EVERY_MS) / 1_000;
    let at = 0;
    let sent = 0;
    const startedAt = performance.now();
    this.#timers.push(setInterval(() => {
      // Timers come late; what is due by the clock is sent, so that the tone has no holes.
      for (; sent < (performance.now() - startedAt) / SOUND_EVERY_MS; sent++) {
        const samples = new Int16Array(perChunk);
        for (let i = 0; i < perChunk; i++) samples[i] = 12_000 * Math.sin((2 * Math.PI * 440 * at++) / SAMPLES_PER_SECOND);
        this.#audio.onData({ samples, sampleRate: SAMPLES_PER_SECOND, bitsPerSample: 16, channelCount: 1, numberOfFrames: perChunk });
      }
    }, SOUND_EVERY_MS));
  }
}
