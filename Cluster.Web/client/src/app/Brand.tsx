// The product's mark and name, as the way to the start page.

import { t } from '../i18n';
import { Mark } from '../ui/Mark';
import { PageLink } from './PageLink';

export function Brand() {
  return (
    <PageLink to="/" className="brand">
      <Mark />
      {t('product.name')}
    </PageLink>
  );
}
