// The room's settings in a meeting, for its moderators: by the meeting itself, and who moderates by one's account.

import { ExternalLink } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { roomPagePath } from '../../../app/routes';
import { useMeeting, useSession } from '../../../app/sessionContext';
import { t } from '../../../i18n';
import { RoomFields } from '../../../room/RoomFields';
import { type DraftProblem, draftOf, roomPatch } from '../../../room/roomDraft';
import type { RoomInfo } from '../../model';
import { FormActions } from './FormActions';
import { MeetingModerators } from './MeetingModerators';
import { useModeratorList } from './useModeratorList';

interface Props {
  close: () => void;
  /** Opens with a new password to be typed. */
  setPassword: boolean;
}

export function RoomForm({ close, setPassword }: Props) {
  const room = useMeeting((state) => state.room);
  return room === null ? null : <Form room={room} close={close} setPassword={setPassword} />;
}

function Form({ room, close, setPassword }: Props & { room: RoomInfo }) {
  const session = useSession();
  const moderators = useModeratorList(room.name);
  const [draft, setDraft] = useState(() => ({
    ...draftOf(room),
    ...(setPassword ? { password: { do: 'set', to: '' } as const } : {}),
  }));
  const [problem, setProblem] = useState<DraftProblem | null>(null);
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const asked = roomPatch(room, draft, Date.now());
    setProblem(asked.do === 'fix' ? asked.problem : null);
    if (asked.do === 'fix') return;
    setBusy(true);
    // The list last: who takes oneself off it could save nothing after.
    const refusal = asked.do === 'change' ? await session.changeRoom(asked.patch) : null;
    const listRefusal = refusal ?? (await moderators.save());
    setBusy(false);
    if (listRefusal === null) close();
    else setError(listRefusal);
  };

  return (
    <form className="dialog-form" onSubmit={(event) => void submit(event)} noValidate>
      <RoomFields
        room={room}
        draft={draft}
        onChange={setDraft}
        problem={problem}
        moderators={<MeetingModerators list={moderators} />}
      />
      <a className="room-page-link" href={roomPagePath(room.name)} target="_blank" rel="noreferrer">
        <ExternalLink size={16} />
        {t('room.page')}
      </a>
      <div className="dialog-end">
        {error !== null && (
          <p className="error-words" role="alert">
            {t('room.refused', { message: error })}
          </p>
        )}
        <FormActions busy={busy} onCancel={close} />
      </div>
    </form>
  );
}
