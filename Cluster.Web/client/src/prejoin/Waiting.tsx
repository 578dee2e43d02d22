// Beside one's picture while the meeting has not started: what happens next, and the host's own way in.

import { lazy, Suspense, useCallback, useEffect, useRef, useState } from 'react';
import { useAccount } from '../account/me';
import { useMeeting, useSession } from '../app/sessionContext';
import { useTitle } from '../app/useTitle';
import { t } from '../i18n';

const SignInDialog = lazy(() => import('../account/SignInDialog'));

/** From here on it is no answer under way: whoever is signed in still waits. */
const ANSWER_MS = 4000;

export function Waiting({ room, onStop }: { room: string; onStop: () => void }) {
  const session = useSession();
  const account = useAccount();
  const connected = useMeeting((state) => state.phase.at === 'waiting' && state.phase.connected);
  const [signingIn, setSigningIn] = useState(false);
  const opening = useHostCame(account?.login ?? null);
  const heading = useRef<HTMLHeadingElement>(null);
  useTitle(t('waiting.asked'));
  useEffect(() => heading.current?.focus(), []);
  const close = useCallback(() => setSigningIn(false), []);
  return (
    <div className="waiting">
      <div>
        <h1 ref={heading} tabIndex={-1}>
          {t('waiting.title')}
        </h1>
        <p className="quiet join-room" dir="auto">
          {room}
        </p>
      </div>
      <p>{t('waiting.say')}</p>
      <p className={`waiting-state ${connected ? '' : 'is-lost'}`} role="status">
        <span className="waiting-dot" aria-hidden="true" />
        {opening ? t('waiting.opening') : connected ? t('waiting.asked') : t('waiting.lost')}
      </p>
      {account !== null && !opening && (
        <p className="quiet join-neither">{t('waiting.notYours', { name: account.name })}</p>
      )}
      {account === null && (
        <button type="button" className="button primary wide" onClick={() => setSigningIn(true)}>
          {t('waiting.host')}
        </button>
      )}
      <button
        type="button"
        className="button wide"
        onClick={() => {
          session.stopWaiting();
          onStop();
        }}
      >
        {t('waiting.stop')}
      </button>
      {signingIn && (
        <Suspense>
          <SignInDialog title={t('waiting.hostTitle')} intro={t('waiting.hostSay')} onClose={close} />
        </Suspense>
      )}
    </div>
  );
}

/** Whoever signs in while waiting asks again as that account; true while the answer is on its way. */
function useHostCame(login: string | null): boolean {
  const session = useSession();
  const before = useRef(login);
  const [opening, setOpening] = useState(false);
  useEffect(() => {
    const came = login !== null && before.current !== login;
    before.current = login;
    if (!came) return;
    setOpening(true);
    session.rejoin();
    const timer = setTimeout(() => setOpening(false), ANSWER_MS);
    return () => clearTimeout(timer);
  }, [session, login]);
  return opening;
}
