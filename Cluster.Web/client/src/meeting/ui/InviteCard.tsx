// Alone in the room: the link in every form one may want to pass it on.

import { Share2 } from 'lucide-react';
import { t } from '../../i18n';
import { CopyButton } from '../../ui/CopyButton';
import { QrCode } from '../../ui/QrCode';
import { useRoomLink } from './hooks';

export function InviteCard() {
  const link = useRoomLink();
  const share = () => {
    navigator.share({ url: link }).catch(() => {
      // Closed without choosing anybody.
    });
  };
  return (
    <section className="invite" aria-labelledby="invite-title">
      <div className="invite-words">
        <h2 id="invite-title">{t('meeting.aloneTitle')}</h2>
        <p className="quiet">{t('meeting.aloneHint')}</p>
        <p className="invite-link">
          <span className="only-spoken">{t('meeting.link')}: </span>
          {link}
        </p>
        <div className="invite-ways">
          <CopyButton
            text={link}
            label={t('meeting.copyLink')}
            done={t('meeting.copiedLink')}
            className="button primary"
          />
          {typeof navigator.share === 'function' && (
            <button type="button" className="button" onClick={share}>
              <Share2 size={20} />
              {t('meeting.shareLink')}
            </button>
          )}
        </div>
      </div>
      <QrCode text={link} label={t('meeting.qr')} />
    </section>
  );
}
