// The rooms that name whoever is signed in as moderator.

import { useCallback, useEffect, useState } from 'react';
import { api, type Failure, type RoomDetails } from '../shared/api';

export interface MyRoomsState {
  rooms: RoomDetails[] | null;
  failure: Failure | null;
  load: () => Promise<void>;
}

export function useMyRooms(): MyRoomsState {
  const [rooms, setRooms] = useState<RoomDetails[] | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const load = useCallback(async () => {
    const outcome = await api.myRooms();
    if (outcome.ok) setRooms(outcome.value.rooms);
    setFailure(outcome.ok ? null : outcome.failure);
  }, []);
  useEffect(() => {
    void load();
  }, [load]);
  return { rooms, failure, load };
}
