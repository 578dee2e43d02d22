// Who is in the meeting, and how to invite others.

import { Search } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useMeeting } from '../../../app/sessionContext';
import { t } from '../../../i18n';
import { CopyButton } from '../../../ui/CopyButton';
import { useRoomLink } from '../hooks';
import { listPeople } from './listPeople';
import { PanelFrame } from './PanelFrame';
import { PanelModeration } from './PanelModeration';
import { Person } from './Person';

/** From this many on there is a search. */
const SEARCH_FROM = 9;

export function PeoplePanel() {
  const participants = useMeeting((state) => state.participants);
  const self = useMeeting((state) => state.self);
  const link = useRoomLink();
  const [text, setText] = useState('');
  const people = useMemo(() => listPeople(participants, self, text), [participants, self, text]);
  const searchable = participants.length >= SEARCH_FROM;
  return (
    <PanelFrame title={`${t('people.title')} (${participants.length})`}>
      <div className="panel-tools">
        <CopyButton text={link} label={t('people.invite')} done={t('control.copied')} className="button wide" />
        <PanelModeration />
        {searchable && (
          <div className="search">
            <Search size={16} aria-hidden="true" />
            <input
              className="input"
              type="search"
              aria-label={t('people.search')}
              placeholder={t('people.search')}
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          </div>
        )}
      </div>
      <ul className="people">
        {people.map((one) => (
          <Person key={one.id} person={one} isSelf={one.id === self} />
        ))}
      </ul>
      {people.length === 0 && <p className="panel-empty quiet">{t('people.nobody', { text })}</p>}
    </PanelFrame>
  );
}
