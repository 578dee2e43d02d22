// After a moment of waiting for devices: the browser is probably asking, and this says what to answer.

import { useEffect, useState } from 'react';
import { t } from '../i18n';

/** An answer that was remembered comes quicker than this. */
const PATIENCE_MS = 900;

export function PermissionHint() {
  const [waiting, setWaiting] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setWaiting(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, []);
  return waiting ? (
    <p className="permission-hint" role="status">
      {t('prejoin.waiting')}
    </p>
  ) : null;
}
