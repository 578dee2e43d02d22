// Lines in the corner that say what just happened, to eyes and to screen readers, and go by themselves.

import { X } from 'lucide-react';
import { useEffect } from 'react';
import { useMeeting, useSession } from '../../app/sessionContext';
import { t, wordsFor } from '../../i18n';
import { failureWords } from '../../shared/failureWords';
import type { Notice } from '../model';
import { useUi } from './uiContext';
import type { Panel } from './uiState';

const SHOWN_MS = 5000;
const SHOWN_MAX = 2;

/** What a notice is about can be opened by pressing it. */
const OPENS: Readonly<Record<string, Panel>> = {
  'notice.chat': 'chat',
  'notice.chatPrivate': 'chat',
  'notice.handRaised': 'people',
};

export function Notices() {
  const notices = useMeeting((state) => state.notices);
  const { ui, dispatch } = useUi();
  useEffect(() => {
    if (!ui.copied) return;
    const timer = setTimeout(() => dispatch({ do: 'copied', copied: false }), 2500);
    return () => clearTimeout(timer);
  }, [ui.copied, dispatch]);
  return (
    <div className="notices" role="status">
      {notices.map((notice, index) => (
        <NoticeLine key={notice.id} notice={notice} shown={index >= notices.length - SHOWN_MAX} />
      ))}
      {ui.copied && <p className="notice">{t('control.copied')}</p>}
    </div>
  );
}

/** One that made room for newer ones still goes in its time, and does not come back. */
function NoticeLine({ notice, shown }: { notice: Notice; shown: boolean }) {
  const session = useSession();
  const { dispatch } = useUi();
  const { id, key, params, tone } = notice;
  useEffect(() => {
    const timer = setTimeout(() => session.dismissNotice(id), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [session, id]);
  const said = key === 'notice.notDone' ? { words: failureWords({ code: String(params?.code), message: '' }) } : params;
  const text = wordsFor('notice', key.replace(/^notice\./, ''), '', said);
  if (!shown || text === '') return null;
  const panel = OPENS[key];
  const open = () => {
    session.dismissNotice(id);
    if (panel) dispatch({ do: 'open-panel', panel });
  };
  return (
    <p className={`notice is-${tone}`}>
      {panel ? (
        <button type="button" className="notice-text notice-open" dir="auto" onClick={open}>
          {text}
        </button>
      ) : (
        <span className="notice-text" dir="auto">
          {text}
        </span>
      )}
      <button
        type="button"
        className="notice-close"
        aria-label={t('common.dismiss')}
        onClick={() => session.dismissNotice(id)}
      >
        <X size={16} />
      </button>
    </p>
  );
}
