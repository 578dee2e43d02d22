// Who moderates a room by account: a list to add to and take from.

import { UserPlus, X } from 'lucide-react';
import { type KeyboardEvent, useRef, useState } from 'react';
import { useAccount } from '../account/me';
import { t } from '../i18n';
import type { RoomModerator } from '../shared/api';
import { Field } from '../ui/Field';
import { Initials } from '../ui/Initials';
import { sameLogin } from './moderatorList';

interface Props {
  list: readonly RoomModerator[];
  onChange: (list: RoomModerator[]) => void;
  /** The login the server did not know; empty where its words did not say which. */
  unknown: string | null;
}

const LOGIN_CHARS_MAX = 254;

export function Moderators({ list, onChange, unknown }: Props) {
  const account = useAccount();
  const [login, setLogin] = useState('');
  const [twice, setTwice] = useState(false);
  const field = useRef<HTMLInputElement>(null);

  const add = () => {
    const wanted = login.trim();
    if (wanted === '') return field.current?.focus();
    const there = list.some((one) => sameLogin(one.login, wanted));
    setTwice(there);
    if (there) return;
    onChange([...list, { login: wanted, name: account && sameLogin(account.login, wanted) ? account.name : wanted }]);
    setLogin('');
    field.current?.focus();
  };
  // Enter adds; it does not save the whole form.
  const key = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || login.trim() === '') return;
    event.preventDefault();
    add();
  };
  const locksOneselfOut =
    account?.role === 'host' && list.length > 0 && !list.some((one) => sameLogin(one.login, account.login));

  return (
    <>
      <p className="quiet room-note">{list.length === 0 ? t('room.peopleNone') : t('room.peopleHint')}</p>
      {list.length > 0 && (
        <ul className="moderators" aria-label={t('room.people')}>
          {list.map((one) => (
            <ModeratorRow
              key={one.login}
              one={one}
              unknown={unknown !== null && sameLogin(unknown, one.login)}
              remove={() => onChange(list.filter((other) => other !== one))}
            />
          ))}
        </ul>
      )}
      <div className="moderator-add">
        <Field
          label={t('room.peopleLogin')}
          value={login}
          onChange={(value) => {
            setLogin(value);
            setTwice(false);
          }}
          onKeyDown={key}
          inputRef={field}
          maxLength={LOGIN_CHARS_MAX}
          autoComplete="off"
          autoCapitalize="none"
          error={twice ? t('room.peopleTwice') : unknownWords(unknown)}
        />
        <button type="button" className="button" onClick={add}>
          <UserPlus size={20} />
          {t('room.peopleAdd')}
        </button>
      </div>
      {locksOneselfOut && <p className="warn-words">{t('room.peopleWithoutYou')}</p>}
    </>
  );
}

function unknownWords(unknown: string | null): string | undefined {
  if (unknown === null) return undefined;
  return unknown === '' ? t('failure.account-unknown') : t('room.peopleUnknown', { login: unknown });
}

function ModeratorRow({ one, unknown, remove }: { one: RoomModerator; unknown: boolean; remove: () => void }) {
  const words = t('room.peopleRemove', { name: one.name });
  return (
    <li className={`moderator ${unknown ? 'is-unknown' : ''}`}>
      <Initials name={one.name} size={28} />
      <span className="moderator-words" dir="auto">
        {one.name}
        {one.name !== one.login && <span className="quiet"> {one.login}</span>}
      </span>
      <button type="button" className="icon-button" aria-label={words} title={words} onClick={remove}>
        <X size={16} />
      </button>
    </li>
  );
}
