// A peer made before it is known whether it is needed: making one, with its offer, takes a busy page longer than any other step to
// another bridge.

import type { Tracks } from './lines';
import type { Peer } from './peer';

/** How long it is kept: what it was made for shows within moments or not at all. */
export const SPARE_MS = 5_000;

export class Spare {
  readonly #make: () => Promise<Peer>;
  #made: Promise<Peer | null> | null = null;
  #until: ReturnType<typeof setTimeout> | undefined;

  constructor(make: () => Promise<Peer>) {
    this.#make = make;
  }

  /** Makes one beforehand; one that is there is kept longer. */
  prepare(): void {
    clearTimeout(this.#until);
    this.#until = setTimeout(() => this.drop(), SPARE_MS);
    this.#made ??= this.#ready();
  }

  /** The one that is there, or else one that is made now; it is the caller's. */
  async take(tracks: () => Tracks): Promise<Peer> {
    clearTimeout(this.#until);
    const made = this.#made;
    this.#made = null;
    const peer = await made;
    if (peer == null) return this.#make();
    // What was switched on or off since it was made.
    for (const [kind, track] of Object.entries(tracks())) await peer.setTrack(kind as keyof Tracks, track);
    return peer;
  }

  drop(): void {
    clearTimeout(this.#until);
    void this.#made?.then((peer) => peer?.close());
    this.#made = null;
  }

  async #ready(): Promise<Peer | null> {
    try {
      const peer = await this.#make();
      await peer.makeReady();
      return peer;
    } catch (error) {
      console.warn('No peer could be made beforehand', error);
      return null;
    }
  }
}
