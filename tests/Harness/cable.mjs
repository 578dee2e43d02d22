// A cable between a browser and the program that can be cut: TCP only, so that media goes on beside it.

import { connect, createServer } from 'node:net';

export class Cable {
  #server;
  #ends = new Set();
  #cut = false;

  /** Lays a cable to a TCP port of this machine. */
  static async lay(port) {
    const cable = new Cable();
    cable.#server = createServer((near) => cable.#plug(near, port));
    await new Promise((resolve, reject) => {
      cable.#server.once('error', reject);
      cable.#server.listen(0, '127.0.0.1', resolve);
    });
    return cable;
  }

  get url() {
    return `http://127.0.0.1:${this.#server.address().port}`;
  }

  /** Every connection breaks without a goodbye, and no new one comes through. */
  cut() {
    this.#cut = true;
    for (const end of this.#ends) end.resetAndDestroy();
  }

  mend() {
    this.#cut = false;
  }

  async close() {
    this.cut();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #plug(near, port) {
    if (this.#cut) {
      near.on('error', () => near.destroy());
      near.resetAndDestroy();
      return;
    }
    const far = connect(port, '127.0.0.1');
    for (const [end, other] of [[near, far], [far, near]]) {
      this.#ends.add(end);
      end.on('error', () => other.destroy());
      end.on('close', () => {
        this.#ends.delete(end);
        other.destroy();
      });
      end.pipe(other);
    }
  }
}
