// A room's own page: how it is set up, before its first meeting, during one, and between two.

import '../i18n/words/account';
import '../i18n/words/meeting';
import '../i18n/words/roomPage';
import { useCallback, useEffect, useState } from 'react';
import { useMe } from '../account/me';
import { SignInForm } from '../account/SignInForm';
import { PageHead } from '../app/PageHead';
import { PageLink } from '../app/PageLink';
import { roomPagePath } from '../app/routes';
import { useTitle } from '../app/useTitle';
import { t } from '../i18n';
import { api, type Failure, type RoomDetails } from '../shared/api';
import { failureWords } from '../shared/failureWords';
import { RoomEditor } from './RoomEditor';
import '../account/account.css';
import './roomPage.css';

type Shown = { at: 'loading' } | { at: 'found'; details: RoomDetails } | { at: 'failed'; failure: Failure };

export default function RoomSettingsPage({ room }: { room: string }) {
  const me = useMe();
  const [shown, setShown] = useState<Shown>({ at: 'loading' });
  const login = me.at === 'known' ? (me.me.account?.login ?? '') : null;
  useTitle(t('roomPage.title', { room }));

  const load = useCallback(async () => {
    const outcome = await api.room(room);
    setShown(outcome.ok ? { at: 'found', details: outcome.value } : { at: 'failed', failure: outcome.failure });
  }, [room]);

  // Again for each person who signs in.
  useEffect(() => {
    if (login === null || login === '') return;
    setShown({ at: 'loading' });
    void load();
  }, [load, login]);

  return (
    <div className="page">
      <PageHead />
      <main className="sheet">
        <Content
          room={room}
          signedIn={login === null ? null : login !== ''}
          shown={me.at === 'failed' ? { at: 'failed', failure: me.failure } : shown}
          load={() => void load()}
        />
      </main>
    </div>
  );
}

interface ContentProps {
  room: string;
  signedIn: boolean | null;
  shown: Shown;
  load: () => void;
}

function Content({ room, signedIn, shown, load }: ContentProps) {
  if (signedIn === false || (shown.at === 'failed' && shown.failure.code === 'login-required'))
    return <SignInFirst room={room} />;
  if (shown.at === 'found') return <RoomEditor key={shown.details.name} details={shown.details} />;
  if (shown.at === 'failed') return <Failed room={room} failure={shown.failure} again={load} />;
  return (
    <>
      <Heading room={room} />
      <div className="lines-coming" role="status" aria-label={t('common.loading')}>
        <span />
        <span />
        <span />
        <span />
      </div>
    </>
  );
}

function Heading({ room }: { room: string }) {
  return <h1 dir="auto">{t('roomPage.title', { room })}</h1>;
}

function SignInFirst({ room }: { room: string }) {
  return (
    <div className="sheet-stack room-sign-in">
      <Heading room={room} />
      <p className="quiet">{t('roomPage.signIn')}</p>
      <SignInForm back={roomPagePath(room)} />
    </div>
  );
}

function Failed({ room, failure, again }: { room: string; failure: Failure; again: () => void }) {
  const forbidden = failure.code === 'not-allowed';
  return (
    <div className="sheet-stack" role="alert">
      <Heading room={room} />
      <h2>{forbidden ? t('roomPage.notAllowedTitle') : t('roomPage.failed')}</h2>
      <p className="quiet">{forbidden ? t('roomPage.notAllowed') : failureWords(failure)}</p>
      <div className="button-row">
        {!forbidden && (
          <button type="button" className="button primary" onClick={again}>
            {t('common.tryAgain')}
          </button>
        )}
        <PageLink to="/" className="button">
          {t('common.startPage')}
        </PageLink>
      </div>
    </div>
  );
}
