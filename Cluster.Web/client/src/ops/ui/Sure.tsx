// Asks before something is done: what will happen, in numbers, and two ways on.

import { useState } from 'react';
import { t } from '../../i18n';
import type { Failure, Outcome } from '../../shared/api';
import { AppDialog } from '../../ui/AppDialog';
import { words } from './words';

export interface Deed {
  title: string;
  say: string;
  go: string;
  calm?: boolean;
  run: () => Promise<Outcome<unknown>>;
  done?: () => void;
}

export function Sure({ deed, close }: { deed: Deed | null; close: () => void }) {
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);
  const end = () => {
    setFailure(null);
    close();
  };
  const run = async () => {
    if (deed === null) return;
    setBusy(true);
    const outcome = await deed.run();
    setBusy(false);
    if (outcome.ok) {
      deed.done?.();
      end();
    } else setFailure(outcome.failure);
  };
  return (
    <AppDialog title={deed?.title ?? ''} open={deed !== null} onClose={end}>
      <p>{deed?.say}</p>
      {failure !== null && (
        <p className="error-words" role="alert">
          {words(failure)}
        </p>
      )}
      <div className="button-row ops-sure">
        <button type="button" className="button" onClick={end}>
          {t('common.cancel')}
        </button>
        <button
          type="button"
          className={`button ${deed?.calm ? 'primary' : 'danger'}`}
          disabled={busy}
          onClick={() => void run()}
        >
          {deed?.go}
        </button>
      </div>
    </AppDialog>
  );
}
