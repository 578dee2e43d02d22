// The page on which one signs in, and comes back to where one was.

import '../i18n/words/account';
import { useEffect, useMemo, useState } from 'react';
import { go } from '../app/navigate';
import { PageHead } from '../app/PageHead';
import { returnPath } from '../app/routes';
import { useTitle } from '../app/useTitle';
import { t, wordsFor } from '../i18n';
import { meChanged, useMe } from './me';
import { SIGN_IN_WINDOW, SignInForm } from './SignInForm';
import './account.css';

export default function SignInPage() {
  const me = useMe();
  const back = useMemo(() => returnPath(window.location.search), []);
  const query = useMemo(() => new URLSearchParams(window.location.search), []);
  const [another, setAnother] = useState(false);
  const account = me.at === 'known' ? me.me.account : null;
  // By its name too: the way back from an error leads past the parameter.
  const inWindow = query.has('window') || window.name === SIGN_IN_WINDOW;
  useTitle(t('signIn.title'));

  // The window that another page opened for the other service: it tells that page and goes.
  useEffect(() => {
    if (!inWindow || account === null || me.at !== 'known') return;
    meChanged(me.me);
    window.close();
  }, [inWindow, account, me]);

  return (
    <div className="page">
      <PageHead />
      <main className="sheet is-narrow">
        <h1>{t('signIn.title')}</h1>
        {account !== null && inWindow ? (
          <p role="status">{t('signIn.closeWindow')}</p>
        ) : account !== null && !another ? (
          <div className="sheet-stack">
            <p>{t('signIn.already', { name: account.name })}</p>
            <button type="button" className="button primary wide" onClick={() => go(back, true)}>
              {t('signIn.goOn')}
            </button>
            <button type="button" className="button wide" onClick={() => setAnother(true)}>
              {t('signIn.other')}
            </button>
          </div>
        ) : (
          <>
            <p className="quiet">{t('signIn.intro')}</p>
            <ComeBack error={query.get('error')} />
            <SignInForm back={back} onDone={() => go(back, true)} />
            <p className="quiet sign-in-note">{t('signIn.forgot')}</p>
          </>
        )}
      </main>
    </div>
  );
}

/** What went wrong at the other service. */
function ComeBack({ error }: { error: string | null }) {
  if (error === null) return null;
  return (
    <p className="error-words" role="alert">
      {wordsFor('failure', error, t('failure.oidc-failed'))}
    </p>
  );
}
