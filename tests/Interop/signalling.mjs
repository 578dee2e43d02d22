// A signalling client of few words, written from docs/protocol.md and sharing no code with ours.

import WebSocket from 'ws';
import { PATIENCE_MS, until } from '../Harness/until.mjs';

export class Signalling {
  #socket;
  #answers = new Map();
  #count = 0;
  /** Every message that was not an answer, in order. */
  heard = [];
  closed = null;

  static async open(origin) {
    const signalling = new Signalling();
    const socket = new WebSocket(`${origin.replace(/^http/, 'ws')}/api/v1/signalling`, 'parley.v1');
    signalling.#socket = socket;
    socket.on('message', (text) => signalling.#hear(JSON.parse(text)));
    socket.on('close', (code, reason) => {
      signalling.closed = { code, reason: reason.toString() };
      for (const { lost } of [...signalling.#answers.values()]) lost(`the socket was closed with ${code} ${reason}`);
    });
    await new Promise((resolve, reject) => {
      socket.once('open', resolve);
      socket.once('error', reject);
    });
    socket.on('error', () => {});
    return signalling;
  }

  /** Sends a request and resolves with the message that answers it, be it a refusal. */
  ask(type, fields) {
    const id = `q${++this.#count}`;
    return new Promise((resolve, reject) => {
      const give = (settle, result) => {
        clearTimeout(late);
        this.#answers.delete(id);
        settle(result);
      };
      const late = setTimeout(() => give(reject, new Error(`waited ${PATIENCE_MS} ms in vain for the answer to ${type}`)), PATIENCE_MS);
      this.#answers.set(id, { answer: (message) => give(resolve, message), lost: (why) => give(reject, new Error(`${type}: ${why}`)) });
      this.tell(type, { id, ...fields });
    });
  }

  tell(type, fields = {}) {
    this.#socket.send(JSON.stringify({ type, ...fields }));
  }

  /** Sends whatever it is given, a string or bytes. */
  sendRaw(data) {
    this.#socket.send(data);
  }

  /** The first message of a kind that fits, heard already or to come. */
  waitFor(type, fits = () => true) {
    return until(`a message of type ${type}`, () => this.heard.find((message) => message.type === type && fits(message)));
  }

  async close() {
    if (this.closed) return;
    this.#socket.close();
    await until('the socket to close', () => this.closed);
  }

  #hear(message) {
    const answered = this.#answers.get(message.id);
    if (answered === undefined) {
      this.heard.push(message);
      return;
    }
    answered.answer(message);
  }
}
