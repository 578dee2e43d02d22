// Numbers that look random and are the same in every run, so that what fails once fails again.

/** @param {number} seed any 32-bit number (the generator is Mulberry32) */
export function randomSource(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  return {
    below: (limit) => next() % limit,
    bytes: (count) => Buffer.from(Array.from({ length: count }, () => next() & 255)),
  };
}
