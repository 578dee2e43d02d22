// Plays the audio slots through elements that are not muted: that is what browsers count as sound.

export class Sound {
  #elements: HTMLAudioElement[] = [];
  /** Playing already, and not heard yet. */
  #prepared: HTMLAudioElement[] = [];
  readonly #onBlocked: (blocked: boolean) => void;
  #speaker = '';

  constructor(onBlocked: (blocked: boolean) => void) {
    this.#onBlocked = onBlocked;
  }

  /** Plays these tracks and no others. */
  play(tracks: readonly MediaStreamTrack[]): void {
    for (const [i, track] of tracks.entries()) {
      const element = this.#elements[i] ?? this.#add();
      const present = element.srcObject instanceof MediaStream ? element.srcObject.getTracks()[0] : undefined;
      if (present === track) continue;
      element.srcObject = new MediaStream([track]);
      void this.#start(element);
    }
    for (const element of this.#elements.splice(tracks.length)) remove(element);
  }

  /** Plays these beside the others, muted, in place of what was prepared before. */
  prepare(tracks: readonly MediaStreamTrack[]): void {
    for (const element of this.#prepared.splice(0)) remove(element);
    for (const track of tracks) {
      const element = this.#make();
      element.muted = true;
      element.srcObject = new MediaStream([track]);
      void this.#start(element);
      this.#prepared.push(element);
    }
  }

  /** What was prepared is heard from now on, and nothing else. */
  crossOver(): void {
    const former = this.#elements;
    for (const element of this.#prepared) element.muted = false;
    for (const element of former) element.muted = true;
    this.#elements = this.#prepared;
    this.#prepared = [];
    for (const element of former) remove(element);
  }

  /** Called from a click, which is what the browser was waiting for. */
  async unblock(): Promise<void> {
    this.#onBlocked(false);
    await Promise.all(this.#elements.map((element) => this.#start(element)));
  }

  /** Another output; rejects when the browser refuses it. Empty is the system's. */
  async playOn(id: string): Promise<void> {
    this.#speaker = id;
    await Promise.all([...this.#elements, ...this.#prepared].map((element) => sink(element, id)));
  }

  close(): void {
    for (const element of [...this.#elements.splice(0), ...this.#prepared.splice(0)]) remove(element);
    this.#onBlocked(false);
  }

  #add(): HTMLAudioElement {
    const element = this.#make();
    this.#elements.push(element);
    return element;
  }

  #make(): HTMLAudioElement {
    const element = document.createElement('audio');
    element.autoplay = true;
    element.hidden = true;
    document.body.append(element);
    if (this.#speaker !== '') void sink(element, this.#speaker).catch(() => undefined); // Stays on the system's output.
    return element;
  }

  async #start(element: HTMLAudioElement): Promise<void> {
    try {
      await element.play();
    } catch (error) {
      // AbortError: another track took its place meanwhile.
      if (error instanceof DOMException && error.name === 'NotAllowedError') this.#onBlocked(true);
    }
  }
}

async function sink(element: HTMLAudioElement, id: string): Promise<void> {
  if ('setSinkId' in element && element.sinkId !== id) await element.setSinkId(id);
}

function remove(element: HTMLAudioElement): void {
  element.srcObject = null;
  element.remove();
}
