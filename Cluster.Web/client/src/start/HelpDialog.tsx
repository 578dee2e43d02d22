// What a newcomer wants to know, and the keys.

import '../i18n/words/meeting';
import { PageLink } from '../app/PageLink';
import { t } from '../i18n';
import { KeyList } from '../meeting/ui/dialogs/KeyList';
import { AppDialog } from '../ui/AppDialog';

export default function HelpDialog({ onClose }: { onClose: () => void }) {
  return (
    <AppDialog title={t('help.title')} open onClose={onClose}>
      <p>{t('help.intro')}</p>
      <p>{t('help.browser')}</p>
      <p>
        <PageLink to="/test">{t('start.testLink')}</PageLink>
      </p>
      <p>{t('help.keys')}</p>
      <KeyList />
    </AppDialog>
  );
}
