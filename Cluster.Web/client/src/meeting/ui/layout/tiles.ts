// Which tiles a meeting has: one for each person, and one for each screen shown.

import type { ParticipantInfo } from '../../model';

export interface TileInfo {
  /** Stable for as long as the tile is there. */
  key: string;
  kind: 'camera' | 'screen';
  participant: ParticipantInfo;
  isSelf: boolean;
  /** The number of the source whose picture belongs here; null when nothing is sent. */
  source: number | null;
}

export function tilesOf(participants: readonly ParticipantInfo[], self: string | null): TileInfo[] {
  const people = participants.map((participant): TileInfo => {
    const source = participant.sources.find((one) => one.kind === 'camera');
    return {
      key: `${participant.id}:camera`,
      kind: 'camera',
      participant,
      isSelf: participant.id === self,
      source: participant.devices.cameraOn ? (source?.number ?? null) : null,
    };
  });
  return [...screensOf(participants, self), ...people];
}

function screensOf(participants: readonly ParticipantInfo[], self: string | null): TileInfo[] {
  return participants
    .filter((participant) => participant.devices.screenOn)
    .map((participant) => ({
      key: `${participant.id}:screen`,
      kind: 'screen',
      participant,
      isSelf: participant.id === self,
      source: participant.sources.find((one) => one.kind === 'screen')?.number ?? null,
    }));
}

/** The participants whose microphones are among the speakers, loudest first. */
export function speakingIds(participants: readonly ParticipantInfo[], speakers: readonly number[]): string[] {
  const owner = new Map<number, string>();
  for (const participant of participants) {
    for (const source of participant.sources) {
      if (source.kind === 'microphone') owner.set(source.number, participant.id);
    }
  }
  const ids = speakers.map((number) => owner.get(number)).filter((id) => id !== undefined);
  return [...new Set(ids)];
}
