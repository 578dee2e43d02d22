// User name and password, or the other service: the same on its page and in a dialog.

import '../i18n/words/account';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { t } from '../i18n';
import { api, type Failure, type Me, oidcSignInPath } from '../shared/api';
import { failureWords } from '../shared/failureWords';
import { Field } from '../ui/Field';
import { formatDuration } from '../ui/format';
import { useCountdown } from '../ui/useCountdown';
import { meChanged, useMe } from './me';
import './signIn.css';

interface Props {
  /** Where the other service brings back to; null: it opens in a window of its own, and this page stays. */
  back: string | null;
  onDone?: (me: Me) => void;
}

/** The name of the window for the other service. */
export const SIGN_IN_WINDOW = 'parley-sign-in';
/** Where the server does not say how long to wait. */
const WAIT_MS = 60_000;
const PASSWORD_CHARS_MAX = 256;
const LOGIN_CHARS_MAX = 254;

export function SignInForm({ back, onDone }: Props) {
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const [lacks, setLacks] = useState<'login' | 'password' | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [waitUntilMs, setWaitUntilMs] = useState<number | null>(null);
  const [busy, setBusy] = useState(false);
  const waitMs = useCountdown(waitUntilMs);
  const loginField = useRef<HTMLInputElement>(null);
  const passwordField = useRef<HTMLInputElement>(null);

  // The next try begins where the last one went wrong.
  useEffect(() => {
    if (failure?.code === 'login-failed') passwordField.current?.select();
  }, [failure]);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy || waitMs > 0) return;
    const missing = login.trim() === '' ? 'login' : password === '' ? 'password' : null;
    setLacks(missing);
    if (missing === 'login') return loginField.current?.focus();
    if (missing === 'password') return passwordField.current?.focus();
    setBusy(true);
    const outcome = await api.signIn(login.trim(), password);
    setBusy(false);
    if (outcome.ok) {
      meChanged(outcome.value);
      onDone?.(outcome.value);
      return;
    }
    setFailure(outcome.failure);
    if (outcome.failure.code.startsWith('too-many-'))
      setWaitUntilMs(Date.now() + (outcome.failure.retryAfterMs ?? WAIT_MS));
  };

  return (
    <form className="sign-in-form" onSubmit={(event) => void submit(event)} noValidate>
      <Field
        label={t('signIn.login')}
        value={login}
        onChange={setLogin}
        inputRef={loginField}
        name="username"
        autoComplete="username"
        autoCapitalize="none"
        maxLength={LOGIN_CHARS_MAX}
        hint={t('signIn.loginHint')}
        error={lacks === 'login' ? t('signIn.loginEmpty') : undefined}
        autoFocus
      />
      <Field
        label={t('signIn.password')}
        type="password"
        value={password}
        onChange={setPassword}
        inputRef={passwordField}
        name="password"
        autoComplete="current-password"
        maxLength={PASSWORD_CHARS_MAX}
        error={lacks === 'password' ? t('signIn.passwordEmpty') : undefined}
      />
      {waitMs > 0 ? (
        <p className="error-words figures">{t('signIn.wait', { time: formatDuration(waitMs + 999) })}</p>
      ) : (
        failure !== null && <p className="error-words">{failureWords(failure)}</p>
      )}
      {/* Told once, not each second. */}
      <p className="only-spoken" role="alert">
        {failure === null ? '' : failureWords(failure)}
      </p>
      <button type="submit" className="button primary wide" disabled={busy || waitMs > 0}>
        {busy ? t('signIn.going') : t('signIn.go')}
      </button>
      <OtherService back={back} />
    </form>
  );
}

function OtherService({ back }: { back: string | null }) {
  const me = useMe();
  const oidc = me.at === 'known' ? me.me.oidc : null;
  if (oidc === null) return null;
  const words = t('signIn.with', { label: oidc.label });
  return (
    <>
      <p className="sign-in-or quiet">{t('signIn.or')}</p>
      {back === null ? (
        <>
          <button type="button" className="button wide" onClick={openWindow}>
            {words}
          </button>
          <p className="quiet sign-in-note">{t('signIn.withWindow')}</p>
        </>
      ) : (
        <a className="button wide" href={oidcSignInPath(back)}>
          {words}
        </a>
      )}
    </>
  );
}

/** The page stays, with camera and microphone as they are; the window tells it when it is done. */
function openWindow(): void {
  window.open(oidcSignInPath('/account/sign-in?window=1'), SIGN_IN_WINDOW, 'popup,width=520,height=680');
}
