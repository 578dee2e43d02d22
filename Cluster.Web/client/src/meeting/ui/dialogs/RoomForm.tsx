// The room's settings, for its moderators; kept from one meeting to the next.

import { type FormEvent, useState } from 'react';
import { useMeeting, useSession } from '../../../app/sessionContext';
import { t } from '../../../i18n';
import { Check } from '../../../ui/Check';
import { Field } from '../../../ui/Field';
import { FormActions } from './FormActions';
import { PasswordSetting } from './PasswordSetting';
import { type RoomDraft, roomPatch } from './roomPatch';

const TITLE_CHARS_MAX = 100;

export function RoomForm({ close }: { close: () => void }) {
  const session = useSession();
  const room = useMeeting((state) => state.room);
  const [draft, setDraft] = useState<RoomDraft>({
    title: room?.title ?? '',
    startsMuted: room?.startsMuted ?? false,
    startsHidden: room?.startsHidden ?? false,
    password: { do: 'keep' },
  });
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  if (room === null) return null;
  const change = (part: Partial<RoomDraft>) => setDraft({ ...draft, ...part });

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const patch = roomPatch(room, draft);
    if (patch === 'password-empty') return setError(t('room.passwordEmpty'));
    if (patch === null) return close();
    setBusy(true);
    const refusal = await session.changeRoom(patch);
    setBusy(false);
    if (refusal === null) close();
    else setError(refusal);
  };

  return (
    <form className="dialog-form" onSubmit={(event) => void submit(event)} noValidate>
      <Field
        label={t('room.name')}
        value={draft.title}
        onChange={(title) => change({ title })}
        maxLength={TITLE_CHARS_MAX}
        placeholder={room.name}
        autoComplete="off"
      />
      <PasswordSetting
        hasPassword={room.hasPassword}
        value={draft.password}
        onChange={(password) => change({ password })}
      />
      <Check
        label={t('room.startsMuted')}
        hint={t('room.startsMutedHint')}
        on={draft.startsMuted}
        onChange={(startsMuted) => change({ startsMuted })}
      />
      <Check
        label={t('room.startsHidden')}
        hint={t('room.startsHiddenHint')}
        on={draft.startsHidden}
        onChange={(startsHidden) => change({ startsHidden })}
      />
      {error !== null && (
        <p className="error-words" role="alert">
          {error}
        </p>
      )}
      <FormActions busy={busy} onCancel={close} />
    </form>
  );
}
