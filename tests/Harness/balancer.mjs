// One address in front of several nodes, as a load balancer without sticky sessions: each new connection goes to whichever
// node is preferred and takes it, else to the next.

import { connect, createServer } from 'node:net';

export class Balancer {
  #server;
  #ports;
  #next = 0;
  /** TCP ports of the nodes that new connections go to first, by page; the rest are tried in turn. */
  prefer = null;

  constructor(ports) {
    this.#ports = ports;
  }

  /** Listens on a free port of 127.0.0.1. */
  static async open(ports) {
    const balancer = new Balancer(ports);
    balancer.#server = createServer((near) => balancer.#plug(near));
    await new Promise((resolve, reject) => {
      balancer.#server.once('error', reject);
      balancer.#server.listen(0, '127.0.0.1', resolve);
    });
    return balancer;
  }

  get url() {
    return `http://127.0.0.1:${this.#server.address().port}`;
  }

  close() {
    return new Promise((resolve) => this.#server.close(resolve));
  }

  #plug(near) {
    const turn = this.#next++;
    const others = this.#ports.map((_, i) => this.#ports[(turn + i) % this.#ports.length]);
    const order = this.prefer === null ? others : [this.prefer, ...others.filter((port) => port !== this.prefer)];
    near.on('error', () => near.destroy());
    this.#try(near, order);
  }

  #try(near, [port, ...rest]) {
    if (port === undefined) return near.destroy();
    const far = connect(port, '127.0.0.1');
    far.once('error', () => this.#try(near, rest));
    far.once('connect', () => {
      far.removeAllListeners('error');
      for (const [end, other] of [[near, far], [far, near]]) {
        end.on('error', () => other.destroy());
        end.on('close', () => other.destroy());
        end.pipe(other);
      }
    });
  }
}
