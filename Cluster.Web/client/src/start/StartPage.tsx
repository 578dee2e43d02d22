// Where one arrives without a link: name a room, and go in.

import { CircleQuestionMark, Dices, WifiOff } from 'lucide-react';
import { type FormEvent, lazy, Suspense, useEffect, useId, useState } from 'react';
import { useMe } from '../account/me';
import { go } from '../app/navigate';
import { PageHead } from '../app/PageHead';
import { roomPagePath } from '../app/routes';
import { useTitle } from '../app/useTitle';
import { t } from '../i18n';
import { roomPath, suggestRoom } from '../shared/rooms';
import { RecentRooms } from './RecentRooms';
import { ROOM_CHARS_MAX, type RoomNameProblem, readRoomName } from './roomName';
import { StartArt } from './StartArt';
import './start.css';

const MyRoomCards = lazy(() => import('./MyRoomCards'));
const HelpDialog = lazy(() => import('./HelpDialog'));

export function StartPage() {
  const [typed, setTyped] = useState('');
  const [suggestion, setSuggestion] = useState(suggestRoom);
  const [problem, setProblem] = useState<RoomNameProblem | null>(null);
  const [help, setHelp] = useState(false);
  const offline = useOffline();
  const id = useId();
  const me = useMe();
  const account = me.at === 'known' ? me.me.account : null;
  const hostsOpen = me.at === 'known' && me.me.rooms.creation === 'authenticated' && account === null;
  useTitle('');

  const leadTo = (pathOf: (name: string) => string) => {
    const read = readRoomName(typed.trim() === '' ? suggestion : typed);
    if ('problem' in read) setProblem(read.problem);
    else go(pathOf(read.name));
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    leadTo(roomPath);
  };
  const setUp = () => leadTo(roomPagePath);

  const roll = () => {
    setTyped('');
    setProblem(null);
    setSuggestion(suggestRoom());
  };

  return (
    <div className="page start-page">
      <PageHead>
        <button type="button" className="button small plain start-help" onClick={() => setHelp(true)}>
          <CircleQuestionMark size={20} />
          <span>{t('start.help')}</span>
        </button>
      </PageHead>
      <main className="start">
        <StartArt />
        <h1>{t('start.heading')}</h1>
        <p className="quiet start-what">{t('start.what')}</p>
        {offline && (
          <p className="start-offline" role="status">
            <WifiOff size={20} /> {t('start.offline')}
          </p>
        )}
        <form className={`start-form field ${problem ? 'has-error' : ''}`} onSubmit={submit} noValidate>
          <label htmlFor={id}>{t('start.room')}</label>
          <div className="start-line">
            <div className="start-field">
              <input
                id={id}
                value={typed}
                placeholder={suggestion}
                autoComplete="off"
                autoCapitalize="none"
                spellCheck={false}
                aria-invalid={problem ? true : undefined}
                aria-describedby={`${id}-note`}
                onChange={(event) => {
                  setTyped(event.target.value);
                  setProblem(null);
                }}
              />
              <button
                type="button"
                className="icon-button"
                aria-label={t('start.another')}
                title={t('start.another')}
                onClick={roll}
              >
                <Dices size={20} />
              </button>
            </div>
            <button type="submit" className="button primary">
              {t('start.go')}
            </button>
          </div>
          <p id={`${id}-note`} className="field-note" role={problem ? 'alert' : undefined}>
            {problem
              ? t(`start.badName.${problem}`, { max: ROOM_CHARS_MAX })
              : t(hostsOpen ? 'start.hintHosts' : 'start.hint')}
          </p>
        </form>
        {account !== null && (
          <p className="start-setup">
            <button type="button" className="text-button" onClick={setUp}>
              {t('start.setUp')}
            </button>
          </p>
        )}
        {account !== null && (
          <Suspense>
            <MyRoomCards />
          </Suspense>
        )}
        <RecentRooms />
      </main>
      {help && (
        <Suspense>
          <HelpDialog onClose={() => setHelp(false)} />
        </Suspense>
      )}
    </div>
  );
}

function useOffline(): boolean {
  const [offline, setOffline] = useState(!navigator.onLine);
  useEffect(() => {
    const take = () => setOffline(!navigator.onLine);
    window.addEventListener('online', take);
    window.addEventListener('offline', take);
    return () => {
      window.removeEventListener('online', take);
      window.removeEventListener('offline', take);
    };
  }, []);
  return offline;
}
