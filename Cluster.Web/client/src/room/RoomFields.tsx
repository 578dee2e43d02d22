// The settings of a room as fields: the same on the room's page and in the meeting.

import { t } from '../i18n';
import type { Allowed, RoomInfo } from '../shared/protocol';
import { Check } from '../ui/Check';
import { Field } from '../ui/Field';
import { Select } from '../ui/Select';
import { ExpiryField } from './ExpiryField';
import { PasswordSetting } from './PasswordSetting';
import type { DraftProblem, RoomDraft } from './roomDraft';
import './room.css';

const TITLE_CHARS_MAX = 64;

interface Props {
  room: RoomInfo;
  draft: RoomDraft;
  onChange: (draft: RoomDraft) => void;
  problem: DraftProblem | null;
  /** Who moderates, which is kept by other means. */
  moderators: React.ReactNode;
}

export function RoomFields({ room, draft, onChange, problem, moderators }: Props) {
  const change = (part: Partial<RoomDraft>) => onChange({ ...draft, ...part });
  return (
    <>
      <Part>
        <Field
          label={t('room.name')}
          value={draft.title}
          onChange={(title) => change({ title })}
          maxLength={TITLE_CHARS_MAX}
          placeholder={room.name}
          hint={t('room.nameHint')}
          autoComplete="off"
        />
        <PasswordSetting
          hasPassword={room.hasPassword}
          value={draft.password}
          onChange={(password) => change({ password })}
          error={problem === 'password' ? t('room.passwordEmpty') : undefined}
        />
      </Part>
      <Part title={t('room.coming')}>
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
      </Part>
      <Part title={t('room.rights')}>
        <Who label={t('room.mayShare')} value={draft.mayShare} onChange={(mayShare) => change({ mayShare })} />
        <Who label={t('room.mayChat')} value={draft.mayChat} onChange={(mayChat) => change({ mayChat })} />
        <Who
          label={t('room.mayRecord')}
          value={draft.mayRecord}
          onChange={(mayRecord) => change({ mayRecord })}
          hint={t('room.mayRecordHint')}
        />
        <Select
          label={t('room.chatHistory')}
          value={draft.chatHistory}
          options={[
            { value: 'meeting', label: t('room.chatHistoryMeeting') },
            { value: 'off', label: t('room.chatHistoryOff') },
          ]}
          onChange={(chatHistory) => change({ chatHistory })}
        />
      </Part>
      <Part title={t('room.people')}>{moderators}</Part>
      <Part title={t('room.limits')}>
        <Field
          label={t('room.participantsMax')}
          value={draft.participantsMax}
          onChange={(participantsMax) => change({ participantsMax })}
          inputMode="numeric"
          maxLength={6}
          autoComplete="off"
          error={problem === 'participantsMax' ? t('room.participantsMaxBad') : undefined}
        />
        <ExpiryField
          atMs={draft.expiresAtMs}
          onChange={(expiresAtMs) => change({ expiresAtMs })}
          error={problem === 'expires' ? t('room.expiresBad') : undefined}
        />
      </Part>
    </>
  );
}

function Part({ title, children }: { title?: string; children: React.ReactNode }) {
  return (
    <fieldset className="room-part">
      {title !== undefined && <legend>{title}</legend>}
      {children}
    </fieldset>
  );
}

interface WhoProps {
  label: string;
  value: Allowed;
  onChange: (value: Allowed) => void;
  hint?: string;
}

function Who(props: WhoProps) {
  return (
    <Select
      {...props}
      options={[
        { value: 'everyone', label: t('room.everyone') },
        { value: 'moderators', label: t('room.moderators') },
      ]}
    />
  );
}
