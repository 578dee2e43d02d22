// The tiles of the meeting as they are now; one's own devices as this page knows them, which is sooner than the server.

import { useMemo } from 'react';
import { useMeeting } from '../../../app/sessionContext';
import { type TileInfo, tilesOf } from '../layout/tiles';

export function useTiles(): TileInfo[] {
  const participants = useMeeting((state) => state.participants);
  const self = useMeeting((state) => state.self);
  const microphoneOn = useMeeting((state) => state.local.microphone.on);
  const cameraOn = useMeeting((state) => state.local.camera.on);
  const screenOn = useMeeting((state) => state.local.screen.on);
  return useMemo(() => {
    const devices = { microphoneOn, cameraOn, screenOn };
    return tilesOf(
      participants.map((one) => (one.id === self ? { ...one, devices } : one)),
      self,
    );
  }, [participants, self, microphoneOn, cameraOn, screenOn]);
}
