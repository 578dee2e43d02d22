// What a node has acknowledged, and what was under way when it was killed: after a restart the first must be there,
// the second may be.

export class Ledger {
  #values = new Map();
  #open = new Map();
  acknowledged = 0;
  unknown = 0;

  /** Does one write of `value` under `key`; `write` resolves with whether it was acknowledged, or rejects when nobody knows. */
  async write(key, value, write) {
    const open = this.#open.get(key) ?? [];
    this.#open.set(key, [...open, value]);
    try {
      if (!(await write())) throw new Error(`the write of ${key} was refused`);
    } catch (fault) {
      // Nobody was there to take it.
      if (['ECONNREFUSED', 'ENOENT'].includes(fault.code)) this.#open.set(key, open);
      throw fault;
    }
    this.#values.set(key, value);
    this.#open.delete(key);
    this.acknowledged++;
  }

  /** What of the ledger `found` (from key to value) does not have, as sentences; what was under way is settled by it. */
  lost(found) {
    const lost = [];
    for (const key of new Set([...this.#values.keys(), ...this.#open.keys()])) {
      const now = found(key);
      const open = this.#open.get(key) ?? [];
      this.unknown += open.length;
      if (now !== this.#values.get(key) && !open.includes(now)) lost.push(`${key} is ${now} and not ${this.#values.get(key)}`);
      this.#values.set(key, now);
    }
    this.#open.clear();
    return lost;
  }
}
