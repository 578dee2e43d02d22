// A participant who uses another WebRTC stack and the documented protocol, and none of our code.

import { untilGrows } from '../Harness/until.mjs';
import { EndpointProcess } from './endpoint-process.mjs';
import { Signalling } from './signalling.mjs';

/** A quarter of a second of tone. */
const LOUD_SAMPLES = 12_000;

export class Participant {
  #process;
  #ownsProcess;

  constructor(name, endpoints) {
    this.name = name;
    this.#process = endpoints ?? new EndpointProcess();
    this.#ownsProcess = endpoints === undefined;
  }

  /** Joins a room. `endpoints`: a process to share with others; without it there is one of its own. */
  static async join(origin, room, name, endpoints) {
    const participant = new Participant(name, endpoints);
    try {
      participant.signalling = await Signalling.open(origin);
      await participant.#join(room);
    } catch (fault) {
      await participant.close();
      throw fault;
    }
    return participant;
  }

  /** What came in so far. */
  get counts() {
    return this.#process.counts(this.offer.number);
  }

  /** Asks for these sources, in this order, at most 720 pixels high. */
  view(sources) {
    this.signalling.tell('view', { wanted: sources.map((source) => ({ source, height: 720 })) });
  }

  /** The number of another participant's camera, known already or to come. */
  async cameraOf(name) {
    const cameraIn = (participants) =>
      participants.find((one) => one.name === name)?.sources.find(({ kind }) => kind === 'camera')?.number;
    const known = cameraIn(this.joined.participants);
    if (known !== undefined) return known;
    const { came, changed } = await this.signalling.waitFor(
      'roster', (roster) => cameraIn([...roster.came, ...roster.changed]) !== undefined);
    return cameraIn([...came, ...changed]);
  }

  sees() {
    return untilGrows(`frames at ${this.name}`, () => this.counts.frames, { by: 10 });
  }

  hears() {
    return untilGrows(`loud samples at ${this.name}`, () => this.counts.loudSamples, { by: LOUD_SAMPLES });
  }

  async leave() {
    this.signalling.tell('leave');
    await this.signalling.waitFor('ended');
    await this.close();
  }

  async close() {
    if (this.#ownsProcess) await this.#process.end();
    else if (this.offer) await this.#process.close(this.offer.number);
    await this.signalling?.close();
  }

  async #join(room) {
    this.offer = await this.#process.open();
    const { sdp, sources, slots } = this.offer;
    const devices = { microphoneOn: true, cameraOn: true, screenOn: false };
    this.joined = await this.signalling.ask('join', { version: 1, room, name: this.name, devices, sdp, sources, slots });
    if (this.joined.type !== 'joined') throw new Error(`${this.name} was not admitted: ${JSON.stringify(this.joined)}`);
    await this.#process.accept(this.offer.number, this.joined.sdp);
  }
}
