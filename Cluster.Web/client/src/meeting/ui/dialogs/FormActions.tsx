// The end of a form in a dialog: cancel or save.

import { t } from '../../../i18n';

export function FormActions({ busy, onCancel }: { busy: boolean; onCancel: () => void }) {
  return (
    <div className="dialog-actions">
      <button type="button" className="button" onClick={onCancel}>
        {t('common.cancel')}
      </button>
      <button type="submit" className="button primary" disabled={busy}>
        {busy ? t('room.saving') : t('common.save')}
      </button>
    </div>
  );
}
