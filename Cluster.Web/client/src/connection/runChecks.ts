// Runs the checks one after the other, and reports each as it goes.

import { t, wordsFor } from '../i18n';
import { capture } from '../meeting/devices/capture';
import { Meter } from '../meeting/devices/meter';
import type { DeviceProblem } from '../meeting/model';
import type { TestInfo } from '../shared/api';
import { failureWords } from '../shared/failureWords';
import { adviceFor, splitCandidate } from './advice';
import { tryMedia } from './media';
import type { CheckName, Result } from './results';
import { measureSocket } from './socket';
import { measureDown, measureUp, SpeedFailure, speedState } from './speed';

export interface Course {
  report(check: CheckName, result: Result): void;
  /** The microphone's level while it is listened to, 0..1. */
  listening(level: (() => number) | null): void;
  /** Whether the tone was heard; null: not answered. */
  askHeard(): Promise<boolean | null>;
  over(): boolean;
}

/** How long the microphone is listened to. */
const LISTEN_MS = 4_000;
const HEARD_LEVEL = 0.08;
/** From here on a talk feels slow. */
const SLOW_MS = 300;

export async function runChecks(course: Course, info: TestInfo | null): Promise<void> {
  const steps: [CheckName, () => Promise<Result>][] = [
    ['secure', async () => secure()],
    ['camera', camera],
    ['microphone', () => microphone(course)],
    ['speaker', () => speaker(course)],
    ['socket', socket],
    ['media', () => media(info)],
    ['down', () => speed(measureDown)],
    ['up', () => speed(measureUp)],
  ];
  for (const [name, step] of steps) {
    if (course.over()) return;
    course.report(name, { state: 'running', words: [] });
    const result = await step();
    if (!course.over()) course.report(name, result);
  }
}

function secure(): Result {
  return window.isSecureContext ? ok(t('test.secureOk')) : failed(t('test.secureFailed'));
}

async function camera(): Promise<Result> {
  const captured = await capture('camera', { id: null, exact: false });
  if ('problem' in captured) return deviceFailed(captured.problem, t('test.cameraMissing'));
  const { width, height } = captured.track.getSettings();
  const { label } = captured.track;
  captured.track.stop();
  return ok(t('test.cameraOk', { label, width: width ?? 0, height: height ?? 0 }));
}

async function microphone(course: Course): Promise<Result> {
  const captured = await capture('microphone', { id: null, exact: false });
  if ('problem' in captured) return deviceFailed(captured.problem, t('test.microphoneMissing'));
  const { track } = captured;
  const meter = new Meter();
  meter.attach(track);
  course.report('microphone', { state: 'running', words: [t('test.microphoneSay')] });
  course.listening(() => meter.level());
  const heard = await listen(meter, course);
  course.listening(null);
  meter.close();
  track.stop();
  const { label } = track;
  if (heard) return ok(t('test.microphoneOk', { label }));
  return { state: 'warn', words: [t('test.microphoneQuiet', { label })] };
}

async function listen(meter: Meter, course: Course): Promise<boolean> {
  let loud = 0;
  for (let ms = 0; ms < LISTEN_MS && !course.over(); ms += 100) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    if (meter.level() >= HEARD_LEVEL) loud++;
  }
  return loud >= 2;
}

function deviceFailed(problem: DeviceProblem, missing: string): Result {
  if (problem === 'missing') return { state: 'warn', words: [missing] };
  const key = problem === 'dismissed' ? 'denied' : problem;
  return failed(wordsFor('test', key, t('test.failed')));
}

async function speaker(course: Course): Promise<Result> {
  const heard = await course.askHeard();
  if (heard === null) return { state: 'skipped', words: [t('test.speakerSkipped')] };
  return heard ? ok(t('test.speakerOk')) : failed(t('test.speakerFailed'));
}

async function socket(): Promise<Result> {
  const ms = await measureSocket();
  if (ms === null) return failed(t('test.socketFailed'));
  const rounded = Math.max(1, Math.round(ms));
  return ms < SLOW_MS
    ? ok(t('test.socketOk', { ms: rounded }))
    : { state: 'warn', words: [t('test.socketSlow', { ms: rounded })] };
}

async function media(info: TestInfo | null): Promise<Result> {
  const outcome = await tryMedia();
  switch (outcome.at) {
    case 'connected':
      return ok(t('test.mediaOk', { address: outcome.address || (info?.candidates[0] ?? ''), ms: outcome.ms }));
    case 'unsupported':
      return failed(t('test.mediaUnsupported'));
    case 'refused':
      return failed(t('test.mediaRefused', { words: failureWords(outcome.failure) }));
    case 'unreachable':
      return unreachable(info);
  }
}

function unreachable(info: TestInfo | null): Result {
  const candidates = info?.candidates ?? [];
  const addresses = candidates.join(', ');
  const advice = adviceFor(candidates, info?.yourAddress ?? '');
  if (advice !== 'mediaUnreachable') return failed(t(`test.${advice}`, { addresses, your: info?.yourAddress ?? '' }));
  const ports = [...new Set(candidates.map((one) => splitCandidate(one).port))].join(', ');
  return failed(t('test.mediaUnreachable', { addresses }), t('test.mediaAdmin', { addresses, port: ports }));
}

async function speed(measure: () => Promise<number>): Promise<Result> {
  try {
    const found = await measure();
    const { state, key } = speedState(found);
    return { state, words: [t(`test.${key}`, { mbps: found >= 10 ? Math.round(found) : found.toFixed(1) })] };
  } catch (error) {
    const code = error instanceof SpeedFailure && error.message === '429' ? 'too-many-requests' : 'unreachable';
    return { state: 'warn', words: [t('test.speedFailed', { words: failureWords({ code, message: '' }) })] };
  }
}

const ok = (words: string): Result => ({ state: 'ok', words: [words] });
const failed = (...words: string[]): Result => ({ state: 'failed', words });
