// People in meetings on a cluster whose nodes come and go: who is told to try again does so.

import { setTimeout as pause } from 'node:timers/promises';
import { Participant } from '../Interop/participant.mjs';
import { until } from './until.mjs';

/** After a node's death the settings say about 11 s; a busy machine needs more. */
export const TAKEN_OVER_MS = 45_000;

/** Joins at a node. `endpoints`: the process with everybody's media. */
export function joins(nodes, endpoints, number, room, name) {
  return until(`${name} to be in`, () => Participant.join(nodes.url(number), room, name, endpoints), { withinMs: TAKEN_OVER_MS, everyMs: 1_000 });
}

/** A line of chat that came back to who said it. */
export async function says(participant, text) {
  await until(`"${text}" to be taken`, async () => {
    participant.signalling.tell('chat', { id: `chat-${text}`, text });
    await pause(500);
    return participant.signalling.heard.some(({ type, line }) => type === 'chat' && line.text === text);
  }, { withinMs: TAKEN_OVER_MS });
}

