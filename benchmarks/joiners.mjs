// People who join by the documented signalling. Their offers are a real WebRTC stack's, each with ICE credentials of its own, and are
// answered by the media plane; no media follows, so that one process can be a thousand of them.

import { EndpointProcess } from '../tests/Interop/endpoint-process.mjs';
import { Signalling } from '../tests/Interop/signalling.mjs';

const DEVICES = { microphoneOn: true, cameraOn: true, screenOn: false };

export class Joiners {
  #url;
  #offer;
  #sockets = [];
  #count = 0;

  static async open(url) {
    const joiners = new Joiners();
    joiners.#url = url;
    const endpoints = new EndpointProcess();
    try {
      joiners.#offer = await endpoints.open();
    } finally {
      await endpoints.end();
    }
    return joiners;
  }

  /** One more person in a room; resolves once admitted, with its signalling. */
  async join(room) {
    const number = ++this.#count;
    const signalling = await Signalling.open(this.#url);
    this.#sockets.push(signalling);
    const answer = await signalling.ask('join', {
      version: 1, room, name: `Load ${number}`, devices: DEVICES, sdp: this.#sdp(number), sources: this.#offer.sources, slots: this.#offer.slots,
    });
    if (answer.type !== 'joined') throw new Error(`a join of ${room} was answered with ${JSON.stringify(answer)}`);
    return signalling;
  }

  /** Everybody goes. */
  async close() {
    for (let at = 0; at < this.#sockets.length; at += 50) {
      await Promise.all(this.#sockets.slice(at, at + 50).map((signalling) => signalling.close()));
    }
    this.#sockets = [];
  }

  #sdp(number) {
    const word = number.toString(36).padStart(6, '0');
    return this.#offer.sdp.replace(/a=ice-ufrag:\S+/g, `a=ice-ufrag:u${word}`).replace(/a=ice-pwd:\S+/g, `a=ice-pwd:${`p${word}`.repeat(4)}`);
  }
}
