// How loud a microphone is now, also while it is muted.

const FLOOR_DB = -60;
const CEILING_DB = -12;
const GESTURES = ['pointerdown', 'keydown'] as const;

/** A root mean square of samples in -1..1 as a level in 0..1, even to the ear. */
export function levelOfRms(rms: number): number {
  if (!(rms > 0)) return 0;
  const db = 20 * Math.log10(rms);
  return Math.min(1, Math.max(0, (db - FLOOR_DB) / (CEILING_DB - FLOOR_DB)));
}

export class Meter {
  #context: AudioContext | null = null;
  #source: MediaStreamAudioSourceNode | null = null;
  #analyser: AnalyserNode | null = null;
  #copy: MediaStreamTrack | null = null;
  #samples = new Float32Array(0);

  /** Listens to this microphone, or to none. */
  attach(track: MediaStreamTrack | null): void {
    this.#source?.disconnect();
    this.#source = null;
    this.#copy?.stop();
    this.#copy = null;
    if (track === null) return;
    const context = this.#ready();
    if (context === null || this.#analyser === null) return;
    // A copy of its own, so that muting the sent track does not deafen the meter.
    this.#copy = track.clone();
    this.#copy.enabled = true;
    this.#source = context.createMediaStreamSource(new MediaStream([this.#copy]));
    this.#source.connect(this.#analyser);
  }

  /** Gives everything back; the next `attach` starts again. */
  close(): void {
    this.attach(null);
    for (const name of GESTURES) document.removeEventListener(name, this.#resume, { capture: true });
    void this.#context?.close();
    this.#context = this.#analyser = null;
  }

  /** 0..1; 0 without a microphone and while the browser waits for a first click. */
  level(): number {
    if (this.#analyser === null || this.#source === null) return 0;
    this.#analyser.getFloatTimeDomainData(this.#samples);
    let sum = 0;
    for (const sample of this.#samples) sum += sample * sample;
    return levelOfRms(Math.sqrt(sum / this.#samples.length));
  }

  #ready(): AudioContext | null {
    if (this.#context !== null) return this.#context;
    if (typeof AudioContext === 'undefined') return null;
    const context = new AudioContext({ latencyHint: 'playback' });
    this.#context = context;
    this.#analyser = context.createAnalyser();
    this.#analyser.fftSize = 1024;
    this.#samples = new Float32Array(this.#analyser.fftSize);
    // Where sound needs a gesture first, the next one starts the meter too.
    for (const name of GESTURES) document.addEventListener(name, this.#resume, { capture: true });
    this.#resume();
    return context;
  }

  readonly #resume = (): void => {
    if (this.#context?.state === 'suspended') void this.#context.resume().catch(() => undefined); // The next gesture may do.
  };
}
