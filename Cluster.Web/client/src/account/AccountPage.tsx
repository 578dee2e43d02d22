// One's own account: who one is, the password, where one is signed in, and the rooms one runs.

import '../i18n/words/account';
import { useEffect } from 'react';
import { PageHead } from '../app/PageHead';
import { PageLink } from '../app/PageLink';
import { signInPath } from '../app/routes';
import { useTitle } from '../app/useTitle';
import { t } from '../i18n';
import type { Account } from '../shared/api';
import { failureWords } from '../shared/failureWords';
import { ChangePassword } from './ChangePassword';
import { MyRooms } from './MyRooms';
import { refreshMe, useMe } from './me';
import { Sessions } from './Sessions';
import './account.css';

export default function AccountPage() {
  const me = useMe();
  useTitle(t('account.title'));
  return (
    <div className="page">
      <PageHead />
      <main className="sheet">
        <h1>{t('account.title')}</h1>
        {me.at === 'loading' && (
          <div className="lines-coming" role="status" aria-label={t('common.loading')}>
            <span />
            <span />
            <span />
          </div>
        )}
        {me.at === 'failed' && (
          <div className="sheet-stack" role="alert">
            <p>{failureWords(me.failure)}</p>
            <button type="button" className="button primary" onClick={() => void refreshMe()}>
              {t('common.tryAgain')}
            </button>
          </div>
        )}
        {me.at === 'known' && me.me.account === null && (
          <div className="sheet-stack">
            <p className="quiet">{t('account.signInFirst')}</p>
            <div>
              <PageLink to={signInPath('/account')} className="button primary">
                {t('head.signIn')}
              </PageLink>
            </div>
          </div>
        )}
        {me.at === 'known' && me.me.account !== null && (
          <Parts account={me.me.account} charsMin={me.me.passwordCharsMin} />
        )}
      </main>
    </div>
  );
}

function Parts({ account, charsMin }: { account: Account; charsMin: number }) {
  // The browser jumps to a place of a page before the page is drawn: this does it after.
  useEffect(() => {
    if (window.location.hash === '#rooms') document.getElementById('rooms')?.scrollIntoView();
  }, []);
  return (
    <>
      <section className="sheet-part" aria-label={t('account.title')}>
        <dl className="facts">
          <dt>{t('account.name')}</dt>
          <dd dir="auto">{account.name}</dd>
          <dt>{t('account.login')}</dt>
          <dd>{account.login}</dd>
          <dt>{t('account.role')}</dt>
          <dd>{t(`account.roles.${account.role}`)}</dd>
        </dl>
      </section>
      <MyRooms />
      <ChangePassword account={account} charsMin={charsMin} />
      <Sessions />
    </>
  );
}
