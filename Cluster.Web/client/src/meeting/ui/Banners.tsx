// What concerns the whole meeting and asks for patience or one click: a lost connection, blocked sound.

import { DoorClosed, Volume2, WifiOff } from 'lucide-react';
import { useState } from 'react';
import { useMeeting, useSession } from '../../app/sessionContext';
import { t } from '../../i18n';
import { formatDuration } from '../../ui/format';
import { useCountdown } from '../../ui/useCountdown';
import { useHeldFor } from './hooks';

/** Shorter interruptions are not worth a word. */
const CONNECTING_MS = 4000;
/** From here on it is not coming by itself in a usual network. */
const BLOCKED_MS = 20_000;

export function Banners() {
  const session = useSession();
  const soundBlocked = useMeeting((state) => state.soundBlocked);
  const trouble = useTrouble();
  return (
    <section className="banners" aria-label={t('meeting.banners')}>
      <div role="status">
        {trouble !== null && (
          <p className="banner is-warn">
            <WifiOff size={20} />
            {trouble}
          </p>
        )}
      </div>
      <HostsGone />
      {soundBlocked && (
        <div className="banner" role="alert">
          <span>{t('meeting.soundBlocked')}</span>
          <button type="button" className="button primary" onClick={() => session.unblockSound()}>
            <Volume2 size={20} />
            {t('meeting.soundOn')}
          </button>
        </div>
      )}
    </section>
  );
}

/** Says it once to screen readers, and each second to eyes. */
function HostsGone() {
  const endsAtMs = useMeeting((state) => (state.hosts?.present === false ? state.hosts.endsAtMs : null));
  const left = useCountdown(endsAtMs);
  if (endsAtMs === null) return null;
  return (
    <>
      <p className="banner is-warn" role="timer">
        <DoorClosed size={20} />
        <span className="figures">{t('meeting.bannerHosts', { time: formatDuration(left + 999) })}</span>
      </p>
      <Told endsAtMs={endsAtMs} />
    </>
  );
}

function Told({ endsAtMs }: { endsAtMs: number }) {
  const [time] = useState(() => formatDuration(endsAtMs - Date.now()));
  return (
    <p className="only-spoken" role="alert">
      {t('meeting.bannerHosts', { time })}
    </p>
  );
}

function useTrouble(): string | null {
  const away = useMeeting((state) => state.phase.at === 'reconnecting');
  const media = useMeeting((state) => state.media);
  const slow = useHeldFor(media === 'connecting', CONNECTING_MS);
  const blocked = useHeldFor(media === 'connecting' || media === 'lost', BLOCKED_MS);
  if (away) return navigator.onLine ? t('meeting.bannerReconnecting') : t('meeting.bannerOffline');
  if (blocked) return t('meeting.bannerBlocked');
  if (media === 'lost') return t('meeting.bannerMedia');
  return slow ? t('meeting.bannerConnecting') : null;
}
