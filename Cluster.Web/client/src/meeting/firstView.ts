// What to ask for before the screens are drawn, so that pictures are on their way by then.

import type { ParticipantInfo } from '../shared/protocol';
import type { Wanted } from './model';
import { VIDEO_STEPS } from './peer/lines';
import { isOn } from './roster';

/** Height asked for until somebody knows better, CSS pixels times device pixel ratio. */
const HEIGHT = 360;

/** Shared screens first, then cameras in order of arrival; as many as a new connection has slots. */
export function firstView(participants: readonly ParticipantInfo[], self: string): Wanted[] {
  const pictures = participants
    .filter((one) => one.id !== self)
    .flatMap((one) => one.sources.filter(({ kind }) => (kind === 'camera' || kind === 'screen') && isOn(one, kind)));
  const screens = pictures.filter(({ kind }) => kind === 'screen');
  const cameras = pictures.filter(({ kind }) => kind === 'camera');
  return [...screens, ...cameras].slice(0, VIDEO_STEPS[0]).map(({ number }) => ({ source: number, height: HEIGHT }));
}
