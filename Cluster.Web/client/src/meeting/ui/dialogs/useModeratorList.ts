// Who moderates the room by account, as far as one is signed in: read, changed and saved over HTTP.

import { useCallback, useEffect, useState } from 'react';
import { useAccount } from '../../../account/me';
import { sameModerators, unknownLogin } from '../../../room/moderatorList';
import { api, type Failure, type RoomModerator } from '../../../shared/api';
import { failureWords } from '../../../shared/failureWords';

export interface ModeratorList {
  /** Null: not there yet, or not for whoever is not signed in. */
  list: RoomModerator[] | null;
  failure: Failure | null;
  /** The login the server did not know. */
  unknown: string | null;
  set: (list: RoomModerator[]) => void;
  /** Null when saved or unchanged, else why not. */
  save: () => Promise<string | null>;
}

export function useModeratorList(room: string): ModeratorList {
  const account = useAccount();
  const [stored, setStored] = useState<RoomModerator[] | null>(null);
  const [list, setList] = useState<RoomModerator[] | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [unknown, setUnknown] = useState<string | null>(null);
  const login = account?.login ?? null;

  useEffect(() => {
    if (login === null) return;
    let current = true;
    void api.room(room).then((outcome) => {
      if (!current) return;
      setFailure(outcome.ok ? null : outcome.failure);
      if (!outcome.ok) return;
      setStored(outcome.value.moderators);
      setList(outcome.value.moderators);
    });
    return () => {
      current = false;
    };
  }, [room, login]);

  const set = useCallback((next: RoomModerator[]) => {
    setList(next);
    setUnknown(null);
  }, []);

  const save = async () => {
    if (list === null || stored === null || sameModerators(list, stored)) return null;
    const outcome = await api.changeRoom(room, { moderators: list.map((one) => one.login) });
    if (outcome.ok) return null;
    if (outcome.failure.code === 'account-unknown') setUnknown(unknownLogin(outcome.failure.message, list));
    return failureWords(outcome.failure);
  };
  return { list, failure, unknown, set, save };
}
