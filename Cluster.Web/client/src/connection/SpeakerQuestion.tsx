// The one check that only a person can answer: is the tone heard?

import { Volume2 } from 'lucide-react';
import { useState } from 'react';
import { t } from '../i18n';
import { playTone } from './tone';

export function SpeakerQuestion({ answer }: { answer: (heard: boolean | null) => void }) {
  const [played, setPlayed] = useState(false);
  const play = () => {
    setPlayed(true);
    playTone().catch(() => answer(false));
  };
  return (
    <div className="speaker-question">
      <p className="check-found">{t('test.speakerAsk')}</p>
      <div className="button-row">
        <button type="button" className={`button small ${played ? '' : 'primary'}`} onClick={play}>
          <Volume2 size={16} />
          {t('test.speakerPlay')}
        </button>
        {played ? (
          <>
            <button type="button" className="button small primary" onClick={() => answer(true)}>
              {t('test.speakerYes')}
            </button>
            <button type="button" className="button small" onClick={() => answer(false)}>
              {t('test.speakerNo')}
            </button>
          </>
        ) : (
          <button type="button" className="button small" onClick={() => answer(null)}>
            {t('test.speakerSkip')}
          </button>
        )}
      </div>
    </div>
  );
}
