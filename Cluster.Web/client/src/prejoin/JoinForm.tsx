// The name, the password where the room wants one, and the button that says what will happen.

import { type FormEvent, lazy, Suspense, useCallback, useEffect, useRef, useState } from 'react';
import { useAccount } from '../account/me';
import { useMeeting } from '../app/sessionContext';
import { t } from '../i18n';
import { Field } from '../ui/Field';
import type { JoinPlan } from './joinPlan';
import { Refusal } from './Refusal';

const SignInDialog = lazy(() => import('../account/SignInDialog'));

interface Props {
  room: string;
  startName: string;
  busy: boolean;
  /** The devices are still on their way. */
  opening: boolean;
  plan: JoinPlan;
  onJoin: (name: string, password?: string) => void;
}

const NAME_CHARS_MAX = 64;
const PASSWORD_CHARS_MAX = 128;

export function JoinForm({ room, startName, busy, opening, plan, onJoin }: Props) {
  const refused = useMeeting((state) => (state.phase.at === 'refused' ? state.phase.code : null));
  const code = refused ?? (plan.expired ? 'room-expired' : null);
  const message = useMeeting((state) => (state.phase.at === 'refused' ? state.phase.message : ''));
  const asked = useAskedPassword(code) || plan.asksPassword;
  const [name, setName] = useState(startName);
  const [password, setPassword] = useState('');
  const [missing, setMissing] = useState<'name' | 'password' | null>(null);
  const [signingIn, setSigningIn] = useState(false);
  const account = useAccount();
  const stranger = account === null;
  const nameField = useRef<HTMLInputElement>(null);
  const passwordField = useRef<HTMLInputElement>(null);

  // A person who is signed in is offered their own name.
  useEffect(() => {
    if (account !== null) setName((typed) => (typed === '' ? account.name : typed));
  }, [account]);

  // After a wrong one the field is ready for the next try.
  useEffect(() => {
    if (code === 'password-required' || code === 'password-wrong') passwordField.current?.select();
  }, [code]);

  const close = useCallback(() => setSigningIn(false), []);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    const lacks = name.trim() === '' ? 'name' : asked && stranger && password === '' ? 'password' : null;
    setMissing(lacks);
    if (lacks === 'name') nameField.current?.focus();
    else if (lacks === 'password') passwordField.current?.focus();
    else onJoin(name.trim(), asked && password !== '' ? password : undefined);
  };

  return (
    <form className="join-form" onSubmit={submit} noValidate>
      <div>
        <h1>{asked ? t('prejoin.passwordHeading') : t('prejoin.heading')}</h1>
        <p className="quiet join-room" dir="auto">
          {room}
        </p>
      </div>
      <Field
        label={t('prejoin.name')}
        value={name}
        onChange={setName}
        inputRef={nameField}
        placeholder={t('prejoin.namePlaceholder')}
        maxLength={NAME_CHARS_MAX}
        autoComplete="name"
        error={missing === 'name' ? t('prejoin.nameMissing') : undefined}
      />
      {asked && (
        <Field
          label={t('prejoin.password')}
          type="password"
          value={password}
          onChange={setPassword}
          inputRef={passwordField}
          maxLength={PASSWORD_CHARS_MAX}
          autoComplete="off"
          hint={t('prejoin.passwordIntro')}
          error={passwordError(code, missing)}
        />
      )}
      {code !== null && !code.startsWith('password-') && (
        <Refusal code={code} message={message} onSignIn={() => setSigningIn(true)} />
      )}
      {!plan.expired && (
        <button type="submit" className="button primary wide" disabled={busy}>
          {busy ? t('prejoin.joining') : t(`prejoin.${plan.button}`)}
        </button>
      )}
      {plan.note !== null && <p className="quiet join-neither">{t(`prejoin.${plan.note}`)}</p>}
      {stranger && (asked || plan.button === 'joinLater') && (
        <button type="button" className="text-button join-host" onClick={() => setSigningIn(true)}>
          {t('prejoin.hostSignIn')}
        </button>
      )}
      {!opening && <Neither />}
      {signingIn && (
        <Suspense>
          <SignInDialog title={t('waiting.hostTitle')} intro={t('prejoin.hostSay')} onClose={close} />
        </Suspense>
      )}
    </form>
  );
}

/** Once a password was asked for, the field stays, also while the next try is under way. */
function useAskedPassword(code: string | null): boolean {
  const [asked, setAsked] = useState(false);
  const asks = code === 'password-required' || code === 'password-wrong';
  if (asks && !asked) setAsked(true);
  return asked || asks;
}

function passwordError(code: string | null, missing: string | null): string | undefined {
  if (missing === 'password') return t('prejoin.passwordEmpty');
  return code === 'password-wrong' ? t('prejoin.passwordWrong') : undefined;
}

function Neither() {
  const neither = useMeeting(({ local }) => !local.microphone.on && !local.camera.on);
  return neither ? <p className="quiet join-neither">{t('prejoin.withNeither')}</p> : null;
}
