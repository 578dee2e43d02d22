// Another password for one's own account.

import { Check } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { t } from '../i18n';
import { type Account, api, type Failure } from '../shared/api';
import { failureWords } from '../shared/failureWords';
import { Field } from '../ui/Field';
import { signedOut } from './me';
import { NewPassword } from './NewPassword';

export function ChangePassword({ account, charsMin }: { account: Account; charsMin: number }) {
  const [open, setOpen] = useState(false);
  const [done, setDone] = useState(false);
  return (
    <section className="sheet-part" aria-labelledby="password-heading">
      <h2 id="password-heading">{t('account.password')}</h2>
      <p className="quiet">{t('account.passwordHint')}</p>
      {open ? (
        <Form
          account={account}
          charsMin={charsMin}
          close={(changed) => {
            setOpen(false);
            setDone(changed);
          }}
        />
      ) : (
        <div className="button-row">
          <button type="button" className="button" onClick={() => setOpen(true)}>
            {t('account.passwordChange')}
          </button>
          <span role="status">
            {done && (
              <span className="done-words">
                <Check size={20} />
                {t('account.passwordDone')}
              </span>
            )}
          </span>
        </div>
      )}
    </section>
  );
}

interface FormProps {
  account: Account;
  charsMin: number;
  close: (changed: boolean) => void;
}

function Form({ account, charsMin, close }: FormProps) {
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [failure, setFailure] = useState<Failure | null>(null);
  const [missing, setMissing] = useState(false);
  const [busy, setBusy] = useState(false);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    setMissing(current === '');
    if (current === '') return;
    setBusy(true);
    const outcome = await api.changePassword(current, next);
    setBusy(false);
    if (outcome.ok) return close(true);
    if (outcome.failure.code === 'login-required') signedOut();
    setFailure(outcome.failure);
  };

  const code = failure?.code ?? null;
  const aboutNext = code?.startsWith('password-') === true && code !== 'password-wrong';
  const words = failure === null ? undefined : failureWords(failure);
  return (
    <form className="sheet-stack" onSubmit={(event) => void submit(event)} noValidate>
      <input type="hidden" name="username" autoComplete="username" value={account.login} />
      <Field
        label={t('account.current')}
        type="password"
        value={current}
        onChange={setCurrent}
        name="current-password"
        autoComplete="current-password"
        error={missing ? t('account.currentEmpty') : code === 'password-wrong' ? words : undefined}
        autoFocus
      />
      <NewPassword
        label={t('account.next')}
        value={next}
        onChange={(value) => {
          setNext(value);
          if (aboutNext) setFailure(null);
        }}
        charsMin={charsMin}
        own={[account.login, account.name]}
        refused={aboutNext ? code : null}
        error={aboutNext ? words : undefined}
      />
      {failure !== null && !code?.startsWith('password-') && (
        <p className="error-words" role="alert">
          {words}
        </p>
      )}
      <div className="button-row">
        <button type="submit" className="button primary" disabled={busy}>
          {busy ? t('link.saving') : t('account.passwordSave')}
        </button>
        <button type="button" className="button" onClick={() => close(false)}>
          {t('common.cancel')}
        </button>
      </div>
    </form>
  );
}
