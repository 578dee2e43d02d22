// What the microphones play: something like a voice, or nothing; WAV, 48 kHz, mono, 16 bits.

const RATE = 48_000;
const SECONDS = 4;

/** Syllables: a low tone with overtones that swells four times a second and never pauses for long. */
export function voice() {
  return wav((at) => {
    const swell = 0.35 + 0.65 * Math.abs(Math.sin(2 * Math.PI * 2 * at));
    const pitch = 2 * Math.PI * (130 + 12 * Math.sin(2 * Math.PI * 0.5 * at));
    return 0.3 * swell * (Math.sin(pitch * at) + 0.5 * Math.sin(2 * pitch * at) + 0.25 * Math.sin(5 * pitch * at));
  });
}

export function silence() {
  return wav(() => 0);
}

function wav(sample) {
  const count = RATE * SECONDS;
  const file = Buffer.alloc(44 + 2 * count);
  file.write('RIFF', 0);
  file.writeUInt32LE(36 + 2 * count, 4);
  file.write('WAVEfmt ', 8);
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(RATE, 24);
  file.writeUInt32LE(2 * RATE, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36);
  file.writeUInt32LE(2 * count, 40);
  for (let index = 0; index < count; index++) {
    file.writeInt16LE(Math.round(32_767 * Math.max(-1, Math.min(1, sample(index / RATE)))), 44 + 2 * index);
  }
  return file;
}
