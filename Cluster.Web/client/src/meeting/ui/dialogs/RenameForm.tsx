// Another name for oneself.

import { type FormEvent, useState } from 'react';
import { useSession } from '../../../app/sessionContext';
import { t } from '../../../i18n';
import { Field } from '../../../ui/Field';
import { useSelf } from '../hooks';
import { FormActions } from './FormActions';

const NAME_CHARS_MAX = 64;

export function RenameForm({ close }: { close: () => void }) {
  const session = useSession();
  const [name, setName] = useState(useSelf()?.name ?? '');
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const next = name.trim();
    if (next === '') return setError(t('prejoin.nameMissing'));
    setBusy(true);
    const done = await session.rename(next);
    setBusy(false);
    if (!done) return setError(t('rename.failed'));
    close();
  };

  return (
    <form className="dialog-form" onSubmit={(event) => void submit(event)} noValidate>
      <Field
        label={t('rename.name')}
        value={name}
        onChange={setName}
        maxLength={NAME_CHARS_MAX}
        autoComplete="name"
        autoFocus
        error={error}
      />
      <FormActions busy={busy} onCancel={close} />
    </form>
  );
}
