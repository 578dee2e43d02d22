// Which page the address names: the start page, or a room's.

import { lazy, Suspense } from 'react';
import { t } from '../i18n';
import { roomFromPath } from '../shared/rooms';
import { StartPage } from '../start/StartPage';
import { usePath } from './navigate';
import { useTitle } from './useTitle';

// What a meeting needs is loaded when somebody goes to one, so that the start page is there at once.
const RoomPage = lazy(() => import('./RoomPage'));

export function App() {
  const path = usePath();
  const room = roomFromPath(path);
  if (room === null) return <StartPage />;
  return (
    <Suspense fallback={<Loading room={room} />}>
      <RoomPage key={room} room={room} />
    </Suspense>
  );
}

function Loading({ room }: { room: string }) {
  useTitle(room);
  return (
    <main className="page-loading" aria-busy="true">
      <p className="only-spoken">{t('common.joining', { room })}</p>
      <div className="skeleton" />
    </main>
  );
}
