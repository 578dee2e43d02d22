// Which page the address names; all but the start page are loaded when somebody goes there.

import { type ComponentType, lazy, Suspense } from 'react';
import { t } from '../i18n';
import { StartPage } from '../start/StartPage';
import { takeLinkToken } from './linkToken';
import { usePath } from './navigate';
import { type Route, routeOf } from './routes';
import { useTitle } from './useTitle';

const RoomPage = lazy(() => import('./RoomPage'));
const RoomSettingsPage = lazy(() => import('../room/RoomSettingsPage'));
const PLAIN: Partial<Record<Route['page'], ComponentType>> = {
  'sign-in': lazy(() => import('../account/SignInPage')),
  link: lazy(() => import('../account/LinkPage')),
  account: lazy(() => import('../account/AccountPage')),
  ops: lazy(() => import('../ops/OpsPage')),
  test: lazy(() => import('../connection/TestPage')),
};

// Before the first drawing, and whatever is loaded first.
if (routeOf(window.location.pathname).page === 'link') takeLinkToken();

export function App() {
  const route = routeOf(usePath());
  if (route.page === 'start') return <StartPage />;
  if (route.page === 'room') {
    return (
      <Suspense fallback={<EnteringRoom room={route.room} />}>
        <RoomPage key={route.room} room={route.room} />
      </Suspense>
    );
  }
  const Plain = PLAIN[route.page];
  return (
    <Suspense fallback={<PageComing />}>
      {route.page === 'room-settings' ? <RoomSettingsPage key={route.room} room={route.room} /> : Plain && <Plain />}
    </Suspense>
  );
}

function EnteringRoom({ room }: { room: string }) {
  useTitle(room);
  return (
    <main className="page-loading" aria-busy="true">
      <p className="only-spoken">{t('common.joining', { room })}</p>
      <div className="skeleton" />
    </main>
  );
}

function PageComing() {
  return (
    <main className="page-loading" aria-busy="true">
      <p className="only-spoken">{t('common.loading')}</p>
    </main>
  );
}
