// The form of a room's page: link, who can get in, and every setting, saved over HTTP.

import { Check } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { signedOut } from '../account/me';
import { t } from '../i18n';
import { api, type Failure, type RoomChange, type RoomDetails } from '../shared/api';
import { failureWords } from '../shared/failureWords';
import { Moderators } from './Moderators';
import { sameModerators, unknownLogin } from './moderatorList';
import { RoomFields } from './RoomFields';
import { RoomHead } from './RoomHead';
import { type DraftProblem, draftOf, roomPatch } from './roomDraft';

export function RoomEditor({ details }: { details: RoomDetails }) {
  const [room, setRoom] = useState(details);
  const [draft, setDraft] = useState(() => draftOf(details.info));
  const [list, setList] = useState(details.moderators);
  const [problem, setProblem] = useState<DraftProblem | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);
  const [saved, setSaved] = useState(false);
  const asked = roomPatch(room.info, draft, Date.now());
  const changed = asked.do !== 'nothing' || !sameModerators(list, room.moderators);

  const take = (next: RoomDetails) => {
    setRoom(next);
    setDraft(draftOf(next.info));
    setList(next.moderators);
    setProblem(null);
    setFailure(null);
  };

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy || !changed) return;
    setProblem(asked.do === 'fix' ? asked.problem : null);
    if (asked.do === 'fix') return;
    const change: RoomChange = asked.do === 'change' ? { ...asked.patch } : {};
    if (!sameModerators(list, room.moderators)) change.moderators = list.map((one) => one.login);
    setBusy(true);
    const outcome = await api.changeRoom(room.name, change);
    setBusy(false);
    setSaved(outcome.ok);
    if (outcome.ok) take(outcome.value);
    else if (outcome.failure.code === 'login-required') signedOut();
    else setFailure(outcome.failure);
  };

  const edit =
    <T,>(set: (value: T) => void) =>
    (value: T) => {
      set(value);
      setSaved(false);
      setFailure(null);
    };

  const unknown = failure?.code === 'account-unknown' ? unknownLogin(failure.message, list) : null;
  return (
    <form className="room-editor" onSubmit={(event) => void submit(event)} noValidate>
      <RoomHead room={room} onEnded={() => setRoom({ ...room, underway: false, participants: 0 })} />
      <div className="sheet-part">
        <RoomFields
          room={room.info}
          draft={draft}
          onChange={edit(setDraft)}
          problem={problem}
          moderators={<Moderators list={list} onChange={edit(setList)} unknown={unknown} />}
        />
      </div>
      <div className="save-bar">
        <p className="save-words" role="status">
          {saved && !changed ? (
            <span className="done-words">
              <Check size={20} />
              {t('roomPage.saved')}
            </span>
          ) : (
            <span className="quiet">{changed ? t('roomPage.unsaved') : t('roomPage.applies')}</span>
          )}
        </p>
        {failure !== null && unknown === null && (
          <p className="error-words" role="alert">
            {failureWords(failure)}
          </p>
        )}
        {changed && (
          <button type="button" className="button" onClick={() => take(room)} disabled={busy}>
            {t('roomPage.undo')}
          </button>
        )}
        <button type="submit" className="button primary" disabled={busy || !changed}>
          {busy ? t('room.saving') : t('roomPage.save')}
        </button>
      </div>
    </form>
  );
}
