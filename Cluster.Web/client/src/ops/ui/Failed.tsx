// That something could not be had, why, and the way to try again.

import { t } from '../../i18n';
import type { Failure } from '../../shared/api';
import { words } from './words';

export function Failed({ failure, again }: { failure: Failure; again: () => void }) {
  return (
    <div className="ops-failed" role="alert">
      <p>{words(failure)}</p>
      <button type="button" className="button small" onClick={again}>
        {t('common.tryAgain')}
      </button>
    </div>
  );
}

export function Coming() {
  return (
    <div className="lines-coming" role="status" aria-label={t('common.loading')}>
      <span />
      <span />
      <span />
    </div>
  );
}
