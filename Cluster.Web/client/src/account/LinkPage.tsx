// A one-time link: whom it is for, and the password that makes the account theirs.

import '../i18n/words/account';
import { type FormEvent, useCallback, useEffect, useRef, useState } from 'react';
import { dropLinkToken, linkToken, takeLinkToken } from '../app/linkToken';
import { PageHead } from '../app/PageHead';
import { PageLink } from '../app/PageLink';
import { signInPath } from '../app/routes';
import { useTitle } from '../app/useTitle';
import { t, wordsFor } from '../i18n';
import { api, type Failure, type LinkLook, type Me } from '../shared/api';
import { failureWords } from '../shared/failureWords';
import { formatMoment } from '../ui/format';
import { meChanged } from './me';
import { NewPassword } from './NewPassword';
import './account.css';

type Shown =
  | { at: 'looking' }
  | { at: 'found'; token: string; look: LinkLook }
  | { at: 'none' }
  | { at: 'failed'; failure: Failure }
  | { at: 'done'; me: Me };

export default function LinkPage() {
  const [shown, setShown] = useState<Shown>({ at: 'looking' });
  const look = useCallback(async () => {
    const token = linkToken();
    if (token === null) return setShown({ at: 'none' });
    setShown({ at: 'looking' });
    const outcome = await api.lookAtLink(token);
    setShown(outcome.ok ? { at: 'found', token, look: outcome.value } : { at: 'failed', failure: outcome.failure });
  }, []);

  useEffect(() => {
    void look();
    // Another link pasted into the same page changes only what stands after #.
    const pasted = () => {
      takeLinkToken();
      void look();
    };
    window.addEventListener('hashchange', pasted);
    return () => window.removeEventListener('hashchange', pasted);
  }, [look]);

  return (
    <div className="page">
      <PageHead />
      <main className="sheet is-narrow" aria-busy={shown.at === 'looking'}>
        <Content shown={shown} again={() => void look()} setShown={setShown} />
      </main>
    </div>
  );
}

interface ContentProps {
  shown: Shown;
  again: () => void;
  setShown: (shown: Shown) => void;
}

function Content({ shown, again, setShown }: ContentProps) {
  switch (shown.at) {
    case 'looking':
      return <Coming />;
    case 'found':
      return (
        <SetPassword
          token={shown.token}
          look={shown.look}
          onDone={(me) => setShown({ at: 'done', me })}
          onGone={(failure) => setShown({ at: 'failed', failure })}
        />
      );
    case 'none':
      return <Said title={t('link.nothing.title')} todo={t('link.nothing.todo')} />;
    case 'failed':
      return <Failed failure={shown.failure} again={again} />;
    case 'done':
      return <Done me={shown.me} />;
  }
}

function Coming() {
  useTitle(t('common.loading'));
  return (
    <div className="lines-coming">
      <p className="only-spoken" role="status">
        {t('common.loading')}
      </p>
      <span />
      <span />
      <span />
    </div>
  );
}

interface SetPasswordProps {
  token: string;
  look: LinkLook;
  onDone: (me: Me) => void;
  /** The link itself is the trouble. */
  onGone: (failure: Failure) => void;
}

function SetPassword({ token, look, onDone, onGone }: SetPasswordProps) {
  const [password, setPassword] = useState('');
  const [refused, setRefused] = useState<{ failure: Failure; password: string } | null>(null);
  const [busy, setBusy] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const invite = look.purpose === 'invite';
  const title = invite ? t('link.inviteTitle', { name: look.name }) : t('link.resetTitle');
  useTitle(title);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    const outcome = await api.spendLink(token, password);
    setBusy(false);
    if (outcome.ok) {
      dropLinkToken();
      meChanged(outcome.value);
      onDone(outcome.value);
    } else if (outcome.failure.code.startsWith('link-')) onGone(outcome.failure);
    else {
      setRefused({ failure: outcome.failure, password });
      field.current?.focus();
    }
  };

  const code = refused?.failure.code ?? null;
  // What the server said is about the password it saw.
  const stale = refused !== null && refused.password !== password && (code?.startsWith('password-') ?? false);
  return (
    <form className="sheet-stack" onSubmit={(event) => void submit(event)} noValidate>
      <h1 dir="auto">{title}</h1>
      <p>{invite ? t('link.invite') : t('link.reset', { name: look.name })}</p>
      {/* A field, so that a password manager saves both together. */}
      <div className="field">
        <label htmlFor="link-login">{t('link.login')}</label>
        <input
          id="link-login"
          name="username"
          autoComplete="username"
          value={look.login}
          readOnly
          className="is-fixed"
        />
      </div>
      <NewPassword
        label={t('link.password')}
        value={password}
        onChange={setPassword}
        charsMin={look.passwordCharsMin}
        own={[look.login, look.name]}
        refused={stale ? null : code}
        error={refused === null || stale ? undefined : failureWords(refused.failure)}
        inputRef={field}
        autoFocus
      />
      <button type="submit" className="button primary wide" disabled={busy}>
        {busy ? t('link.saving') : t('link.save')}
      </button>
      <p className="quiet sign-in-note">{t('link.until', { when: formatMoment(look.expiresAtMs) })}</p>
    </form>
  );
}

function Failed({ failure, again }: { failure: Failure; again: () => void }) {
  const known = failure.code.startsWith('link-');
  return (
    <Said
      title={wordsFor('link', `${failure.code}.title`, t('link.other.title'))}
      todo={wordsFor('link', `${failure.code}.todo`, failureWords(failure))}
    >
      {failure.code === 'link-used' && (
        <PageLink to={signInPath('/')} className="button primary">
          {t('head.signIn')}
        </PageLink>
      )}
      {!known && (
        <button type="button" className="button primary" onClick={again}>
          {t('common.tryAgain')}
        </button>
      )}
    </Said>
  );
}

function Said({ title, todo, children }: { title: string; todo: string; children?: React.ReactNode }) {
  useTitle(title);
  return (
    <div className="sheet-stack" role="alert">
      <h1>{title}</h1>
      <p className="quiet">{todo}</p>
      <div className="button-row">
        {children}
        <PageLink to="/" className="button">
          {t('common.startPage')}
        </PageLink>
      </div>
    </div>
  );
}

function Done({ me }: { me: Me }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useTitle(t('link.doneTitle'));
  useEffect(() => heading.current?.focus(), []);
  return (
    <div className="sheet-stack">
      <h1 ref={heading} tabIndex={-1}>
        {t('link.doneTitle')}
      </h1>
      <p>{t('link.done', { name: me.account?.name ?? '' })}</p>
      <div className="button-row">
        <PageLink to="/" className="button primary">
          {t('link.doneStart')}
        </PageLink>
        <PageLink to="/account" className="button">
          {t('link.doneAccount')}
        </PageLink>
      </div>
    </div>
  );
}
