// A tone of a second, to hear whether the speaker works.

const TONE_HZ = 440;
const TONE_MS = 1_000;
const FADE_S = 0.05;

/** Call it from a click. */
export async function playTone(): Promise<void> {
  const context = new AudioContext();
  try {
    await context.resume();
    const tone = context.createOscillator();
    const volume = context.createGain();
    const now = context.currentTime;
    // No clicks at its ends.
    volume.gain.setValueAtTime(0, now);
    volume.gain.linearRampToValueAtTime(0.25, now + FADE_S);
    volume.gain.setValueAtTime(0.25, now + TONE_MS / 1000 - FADE_S);
    volume.gain.linearRampToValueAtTime(0, now + TONE_MS / 1000);
    tone.frequency.value = TONE_HZ;
    tone.connect(volume).connect(context.destination);
    tone.start();
    await new Promise((resolve) => setTimeout(resolve, TONE_MS));
    tone.stop();
  } finally {
    await context.close();
  }
}
