// Who is in the meeting, from the server's differences.

import type { ParticipantInfo, SourceKind } from '../shared/protocol';
import type { ServerMessageOf } from './signalling/messages';

/** Applies a difference; the order stays that of arrival. */
export function applyRoster(
  participants: ParticipantInfo[],
  change: Pick<ServerMessageOf<'roster'>, 'came' | 'changed' | 'left'>,
): ParticipantInfo[] {
  const byId = new Map(participants.map((participant) => [participant.id, participant]));
  for (const id of change.left) byId.delete(id);
  for (const participant of change.came) byId.set(participant.id, participant);
  for (const participant of change.changed) {
    // One that left in the same batch does not come back by an older change.
    if (byId.has(participant.id)) byId.set(participant.id, participant);
  }
  return byArrival([...byId.values()]);
}

/** In order of arrival; equal times keep their order. */
export function byArrival(participants: ParticipantInfo[]): ParticipantInfo[] {
  return [...participants].sort((a, b) => a.joinedAtMs - b.joinedAtMs);
}

/** Whose source this is and of what kind; null when nobody's. */
export function ownerOf(
  participants: ParticipantInfo[],
  source: number,
): { participant: ParticipantInfo; kind: SourceKind } | null {
  for (const participant of participants) {
    const found = participant.sources.find((candidate) => candidate.number === source);
    if (found) return { participant, kind: found.kind };
  }
  return null;
}

/** Whether its owner says that this kind of source is on. */
export function isOn(participant: ParticipantInfo, kind: SourceKind): boolean {
  switch (kind) {
    case 'microphone':
      return participant.devices.microphoneOn;
    case 'camera':
      return participant.devices.cameraOn;
    case 'screen':
    case 'screenSound':
      return participant.devices.screenOn;
  }
}
