// The keys of a meeting and what each does.

import { t } from '../../../i18n';
import { KEYS } from '../keys';

export function KeyList() {
  const rows: [string, string][] = [
    [KEYS.microphone, t('keys.mic')],
    [KEYS.camera, t('keys.camera')],
    [KEYS.share, t('keys.share')],
    [KEYS.hand, t('keys.hand')],
    [KEYS.chat, t('keys.chat')],
    [KEYS.people, t('keys.people')],
    [KEYS.view, t('keys.view')],
    [t('keys.space'), t('keys.talk')],
    [t('keys.doubleClick'), t('keys.pin')],
    [t('keys.escape'), t('keys.close')],
    [KEYS.help, t('keys.help')],
  ];
  return (
    <ul className="keys">
      {rows.map(([key, what]) => (
        <li key={key}>
          <span>{what}</span>
          <kbd>{key}</kbd>
        </li>
      ))}
    </ul>
  );
}
