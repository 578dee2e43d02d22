// The list of moderators in the meeting's dialog, or why it is not there.

import { lazy, Suspense, useState } from 'react';
import { useMe } from '../../../account/me';
import { t } from '../../../i18n';
import { Moderators } from '../../../room/Moderators';
import { failureWords } from '../../../shared/failureWords';
import type { ModeratorList } from './useModeratorList';

const SignInDialog = lazy(() => import('../../../account/SignInDialog'));

export function MeetingModerators({ list: { list, failure, unknown, set } }: { list: ModeratorList }) {
  const me = useMe();
  const [signingIn, setSigningIn] = useState(false);
  if (me.at === 'known' && me.me.account === null) {
    return (
      <>
        <p className="quiet room-note">{t('room.peopleSignIn')}</p>
        <div>
          <button type="button" className="button small" onClick={() => setSigningIn(true)}>
            {t('head.signIn')}
          </button>
        </div>
        {signingIn && (
          <Suspense>
            <SignInDialog title={t('head.signIn')} intro={t('room.peopleSignIn')} onClose={() => setSigningIn(false)} />
          </Suspense>
        )}
      </>
    );
  }
  if (failure !== null) return <p className="quiet room-note">{failureWords(failure)}</p>;
  if (list === null) return <p className="quiet room-note">{t('room.peopleLoading')}</p>;
  return <Moderators list={list} onChange={set} unknown={unknown} />;
}
