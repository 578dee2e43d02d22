// The page of those who run the cluster: signs in who is not, says who may not, and leads to its parts.

import '../i18n/words/account';
import '../i18n/words/ops';
import { type ComponentType, useEffect, useState } from 'react';
import { useMe } from '../account/me';
import { SignInForm } from '../account/SignInForm';
import { usePath } from '../app/navigate';
import { PageHead } from '../app/PageHead';
import { PageLink } from '../app/PageLink';
import { useTitle } from '../app/useTitle';
import { t } from '../i18n';
import { failureWords } from '../shared/failureWords';
import { Nodes } from './cluster/Nodes';
import { Overview } from './cluster/Overview';
import { Shards } from './cluster/Shards';
import { Audit } from './history/Audit';
import { Events } from './history/Events';
import { useCluster, useStream } from './live/follow';
import { Accounts } from './people/Accounts';
import { Keys } from './people/Keys';
import { Settings } from './people/Settings';
import { MeetingView } from './rooms/MeetingView';
import { Rooms } from './rooms/Rooms';
import { type Deed, Sure } from './ui/Sure';
import '../account/account.css';
import './ops.css';

export interface ViewProps {
  /** Whether one may change anything. */
  admin: boolean;
  /** Asks, and then does it. */
  confirm: (deed: Deed) => void;
}

const VIEWS = [
  ['', 'overview', Overview],
  ['nodes', 'nodes', Nodes],
  ['shards', 'shards', Shards],
  ['rooms', 'rooms', Rooms],
  ['events', 'events', Events],
  ['audit', 'audit', Audit],
  ['accounts', 'accounts', Accounts],
  ['keys', 'keys', Keys],
  ['settings', 'settings', Settings],
] as const satisfies readonly (readonly [string, string, ComponentType<ViewProps>])[];

export default function OpsPage() {
  const me = useMe();
  useTitle(t('ops.title'));
  const role = me.at === 'known' ? me.me.account?.role : undefined;
  return (
    <div className="page ops-page">
      <PageHead />
      {me.at === 'failed' && <p className="ops-alone">{failureWords(me.failure)}</p>}
      {me.at === 'known' && me.me.account === null && (
        <main className="sheet">
          <h1>{t('ops.signInTitle')}</h1>
          <SignInForm back="/ops" />
        </main>
      )}
      {role === 'host' && (
        <main className="sheet">
          <h1>{t('ops.notYoursTitle')}</h1>
          <p className="quiet">{t('ops.notYours')}</p>
        </main>
      )}
      {(role === 'admin' || role === 'operator') && <Inside admin={role === 'admin'} />}
    </div>
  );
}

function Inside({ admin }: { admin: boolean }) {
  useStream();
  const { lost } = useCluster();
  const [deed, setDeed] = useState<Deed | null>(null);
  const [, part = '', name] = usePath().replace(/\/+$/, '').slice(1).split('/');
  const room = part === 'rooms' && name !== undefined ? decodeURIComponent(name) : null;
  // On a phone the parts stand in a row that scrolls.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another part is another place in it.
  useEffect(() => {
    document.querySelector('.ops-here')?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [part]);
  const View = VIEWS.find(([path]) => path === part)?.[2] ?? Overview;
  return (
    <div className="ops">
      <nav className="ops-nav" aria-label={t('ops.title')}>
        {VIEWS.filter(([path]) => admin || path !== 'keys').map(([path, key]) => (
          <PageLink key={key} to={path === '' ? '/ops' : `/ops/${path}`} className={path === part ? 'ops-here' : ''}>
            {t(`ops.nav.${key}`)}
          </PageLink>
        ))}
      </nav>
      <main className="ops-main">
        {lost && (
          <p className="ops-lost" role="status">
            {t('ops.lost')}
          </p>
        )}
        {room !== null ? (
          <MeetingView key={room} room={room} admin={admin} confirm={setDeed} />
        ) : (
          <View admin={admin} confirm={setDeed} />
        )}
      </main>
      <Sure deed={deed} close={() => setDeed(null)} />
    </div>
  );
}
