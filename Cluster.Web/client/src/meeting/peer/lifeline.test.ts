import { describe, expect, it } from 'vitest';
import { DOUBT_MS, DOUBTED_QUIET_MS, Lifeline, LOOK_MS, QUIET_MS } from './lifeline';

/** Looks every `everyMs`, with the newest packet of each moment; gives the time of the first alarm, or null. */
function watch(packets: (nowMs: number) => number | null, looks: Iterable<number>): number | null {
  const lifeline = new Lifeline();
  for (const nowMs of looks) if (lifeline.look(nowMs, packets(nowMs))) return nowMs;
  return null;
}

function* every(ms: number, untilMs: number, fromMs = 0): Iterable<number> {
  for (let nowMs = fromMs; nowMs <= untilMs; nowMs += ms) yield nowMs;
}

/** One packet each `stepMs`, the last at `endMs`. */
const until = (endMs: number, stepMs: number) => (nowMs: number) =>
  Math.floor(Math.min(nowMs, endMs) / stepMs) * stepMs;

describe('a lifeline', () => {
  it('notices a dead bridge between 0.3 and 0.5 s', () => {
    const died = watch(until(10_000, 20), every(LOOK_MS, 20_000));
    expect(died).toBeGreaterThanOrEqual(10_000 + 300);
    expect(died).toBeLessThanOrEqual(10_000 + 500);
  });

  it('takes signs of life every quarter of a second for life, for an hour', () => {
    expect(watch(until(Number.POSITIVE_INFINITY, 250), every(LOOK_MS, 3_600_000))).toBeNull();
  });

  it('is never alarmed before the first packet', () => {
    expect(watch(() => null, every(LOOK_MS, 60_000))).toBeNull();
  });

  it('is not alarmed by a suspended machine, and looks anew afterwards', () => {
    const looks = [...every(LOOK_MS, 10_000), ...every(LOOK_MS, 3_620_000, 3_610_000)];
    // No packet while it slept; the first ones after waking come within a quarter of a second.
    const packets = (nowMs: number) => (nowMs <= 10_000 ? nowMs : nowMs < 3_610_250 ? 10_000 : nowMs);
    expect(watch(packets, looks)).toBeNull();
  });

  it('is not alarmed by a busy machine whose looks and packets are late together', () => {
    const looks: number[] = [];
    for (let nowMs = 0; nowMs < 600_000; nowMs += 900) looks.push(nowMs, nowMs + LOOK_MS, nowMs + 2 * LOOK_MS);
    // What came in the meantime is only seen two looks after each stall.
    const packets = (nowMs: number) => Math.floor((nowMs - 2 * LOOK_MS) / 900) * 900;
    expect(watch(packets, looks)).toBeNull();
  });

  it('notices a dead bridge also from a throttled tab, later', () => {
    const died = watch(until(10_000, 20), every(1_000, 60_000));
    expect(died).toBeGreaterThan(10_000 + 3_000);
    expect(died).toBeLessThanOrEqual(10_000 + 12_000);
  });

  it('notices sooner while the bridge is doubted, unless packets come', () => {
    const alarmAt = (diesAtMs: number, doubtAtMs: number) => {
      const lifeline = new Lifeline();
      for (const nowMs of every(LOOK_MS, 20_000)) {
        if (nowMs === doubtAtMs) lifeline.doubt(nowMs);
        if (lifeline.look(nowMs, until(diesAtMs, 20)(nowMs))) return nowMs;
      }
      return null;
    };
    expect(alarmAt(10_000, 10_050)).toBeLessThanOrEqual(10_000 + DOUBTED_QUIET_MS + LOOK_MS);
    expect(alarmAt(Number.POSITIVE_INFINITY, 10_050)).toBeNull();
    // Also when the page is busy with the death itself.
    const busy = new Lifeline();
    busy.look(0, 1);
    busy.look(50, 1);
    busy.doubt(60);
    expect([busy.look(250, 1), busy.look(450, 2), busy.look(650, 2)]).toEqual([true, false, true]);
    // A doubt that was wrong is forgotten.
    expect(alarmAt(10_000, 10_000 - DOUBT_MS - LOOK_MS)).toBeGreaterThanOrEqual(10_000 + QUIET_MS - LOOK_MS);
  });

  it('begins anew after a reset', () => {
    const lifeline = new Lifeline();
    let alarms = 0;
    for (const nowMs of every(LOOK_MS, 10_000)) {
      if (lifeline.look(nowMs, 1)) {
        alarms++;
        lifeline.reset();
      }
    }
    expect(alarms).toBeLessThanOrEqual(10_000 / QUIET_MS);
    expect(alarms).toBeGreaterThan(10);
  });
});
