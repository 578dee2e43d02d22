// The head of the pages around a meeting: the way home, and who is signed in.

import { lazy, type ReactNode, Suspense } from 'react';
import { useMe } from '../account/me';
import { t } from '../i18n';
import { Brand } from './Brand';
import { usePath } from './navigate';
import { PageLink } from './PageLink';
import { routeOf, signInPath } from './routes';

// Most visitors have no account and never need it.
const AccountMenu = lazy(() => import('../account/AccountMenu'));

export function PageHead({ children }: { children?: ReactNode }) {
  return (
    <header className="page-head">
      <Brand />
      <div className="page-head-side">
        {children}
        <AccountCorner />
      </div>
    </header>
  );
}

function AccountCorner() {
  const me = useMe();
  const path = usePath();
  const { page } = routeOf(path);
  if (me.at !== 'known') return null;
  if (me.me.account !== null) {
    return (
      <Suspense fallback={<span className="account-coming" />}>
        <AccountMenu account={me.me.account} />
      </Suspense>
    );
  }
  // These pages are for signing in themselves.
  if (page === 'sign-in' || page === 'link') return null;
  return (
    <PageLink to={signInPath(path)} className="button small">
      {t('head.signIn')}
    </PageLink>
  );
}
