// Where one is signed in, and the way out of each.

import { useCallback, useEffect, useState } from 'react';
import { t } from '../i18n';
import { type AccountSession, api, type Failure } from '../shared/api';
import { failureWords } from '../shared/failureWords';
import { AppDialog } from '../ui/AppDialog';
import { formatMoment } from '../ui/format';
import { formatAgo } from '../ui/formatAgo';
import { signedOut } from './me';

export function Sessions() {
  const [sessions, setSessions] = useState<AccountSession[] | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [sure, setSure] = useState(false);

  const load = useCallback(async () => {
    const outcome = await api.sessions();
    if (outcome.ok) {
      setSessions(outcome.value.sessions);
      setFailure(null);
    } else if (outcome.failure.code === 'login-required') signedOut();
    else setFailure(outcome.failure);
  }, []);
  useEffect(() => {
    void load();
  }, [load]);

  const end = async (session: AccountSession) => {
    const outcome = session.current ? await api.signOut() : await api.endSession(session.id);
    if (!outcome.ok) setFailure(outcome.failure);
    else if (session.current) signedOut();
    else await load();
  };
  const endAll = async () => {
    setSure(false);
    const outcome = await api.signOutEverywhere();
    if (outcome.ok) signedOut();
    else setFailure(outcome.failure);
  };

  return (
    <section className="sheet-part" aria-labelledby="sessions-heading">
      <h2 id="sessions-heading">{t('account.sessions')}</h2>
      {sessions === null && failure === null && (
        <div className="lines-coming" role="status" aria-label={t('common.loading')}>
          <span />
          <span />
        </div>
      )}
      {sessions !== null && (
        <ul className="rows">
          {sessions.map((session) => (
            <SessionRow key={session.id} session={session} end={() => void end(session)} />
          ))}
        </ul>
      )}
      {failure !== null && (
        <div className="button-row" role="alert">
          <p className="error-words">
            {sessions === null ? `${t('account.sessionsFailed')} ` : ''}
            {failureWords(failure)}
          </p>
          {sessions === null && (
            <button type="button" className="button small" onClick={() => void load()}>
              {t('common.tryAgain')}
            </button>
          )}
        </div>
      )}
      <div className="button-row">
        <button type="button" className="button" onClick={() => setSure(true)}>
          {t('account.everywhere')}
        </button>
      </div>
      <AppDialog title={t('account.everywhereSure')} open={sure} onClose={() => setSure(false)}>
        <p>{t('account.everywhereSay')}</p>
        <div className="dialog-actions">
          <button type="button" className="button" onClick={() => setSure(false)}>
            {t('common.cancel')}
          </button>
          <button type="button" className="button danger" onClick={() => void endAll()}>
            {t('account.everywhere')}
          </button>
        </div>
      </AppDialog>
    </section>
  );
}

function SessionRow({ session, end }: { session: AccountSession; end: () => void }) {
  const now = Date.now();
  const where = session.address === '' ? '' : t('account.from', { address: session.address });
  return (
    <li className="row">
      <div className="row-words">
        <span className="row-title">
          {session.agent}
          {session.current && <span className="tag">{t('account.this')}</span>}
        </span>
        <span className="row-note">
          {[t('account.seen', { when: formatAgo(session.lastSeenAtMs, now) }), where].filter(Boolean).join(' ')}
        </span>
        <span className="row-note">{t('account.since', { when: formatMoment(session.createdAtMs) })}</span>
      </div>
      <div className="row-actions">
        <button
          type="button"
          className="button small"
          aria-label={t('account.endNamed', { what: session.agent })}
          onClick={end}
        >
          {t('account.end')}
        </button>
      </div>
    </li>
  );
}
